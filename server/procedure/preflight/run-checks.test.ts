import { expect, test } from 'vitest'
import type { ServerStatus } from '../../contract/job.ts'
import { say } from '../../contract/said.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { OperatorError } from '../../errors.ts'
import type { Check, Subject } from './check.ts'
import { OMS_CHECKS } from './oms-checks.ts'
import { runChecks } from './run-checks.ts'

const down = () => Promise.reject(new OperatorError('unavailable', say('console.unreachable', { url: 'http://10.0.0.5:8089' })))
const others: Check[] = ['engine', 'metadb', 'databases'].map((id) => ({
  id,
  look: async (_, seen) => {
    if (id === 'metadb') seen.metaDb = { close: async () => {} } as NonNullable<typeof seen.metaDb>
    return [{ id, level: 'ok', title: say('findings.objects.title') }]
  },
}))
const server = (status: string, isOnline: boolean): ServerStatus => ({ ip: '10.0.0.5', region: null, status, isOnline })

function given(driver: string, open: () => Promise<unknown>): Subject & { waited: () => number } {
  let now = 0
  const clock = {
    now: () => new Date(now),
    async wait(milliseconds: number) {
      now += milliseconds
    },
  }
  const installation = { console: { driver, url: 'http://10.0.0.5:8089' }, databases: { heartbeats: ['hb'] } }
  return { world: { consoles: { open }, clock }, installation, waited: () => now } as unknown as Subject & { waited: () => number }
}

// A console that was down hid every other finding, and its one cause stood there three times.
test('a console that is down is said once, and every other check still runs', async () => {
  const { findings } = await runChecks([...others, ...OMS_CHECKS], given('console', down))
  expect(findings.map(({ id }) => id)).toEqual(['engine', 'metadb', 'databases', 'console', 'needs-console'])
  expect(inEnglish(findings.at(-1)?.title ?? say('errors.noJob'))).toBe('2 more checks depend on the OMS console: ha, servers')
})

// An account without rights stood there five times, and was counted five times.
test('what several checks are refused in the same words is said once', async () => {
  const refused = (database: string) => () =>
    Promise.reject(
      new OperatorError('refused', say('metadb.accessDenied', { host: 'h', port: 1, user: 'u' }), { raw: `denied to ${database}` }),
    )
  const checks = ['a', 'b', 'c'].map((id): Check => ({ id, look: refused(id === 'c' ? 'cm' : 'rm') }))
  const { findings } = await runChecks(checks, given('guided', down))
  expect(findings.map(({ id }) => id)).toEqual(['a', 'c'])
})

test('for a driver that reads the MetaDB, a MetaDB that is down is the one cause', async () => {
  const metadb: Check = { id: 'metadb', look: () => down() }
  const databases: Check = { id: 'databases', needs: ['metaDb'], look: async () => [] }
  const { findings } = await runChecks([metadb, databases, ...OMS_CHECKS], given('guided', down))
  expect(findings.map(({ id }) => id)).toEqual(['metadb', 'needs-metaDb'])
  expect(findings[1]?.title.params).toMatchObject({ need: 'metaDb', count: 4, checks: 'databases, console, ha, servers' })
})

test('heartbeats of another time zone are waited for once, so that they are seen to grow', async () => {
  const answers = [server('ONLINE, last heartbeat 28800 s ahead of the MetaDB’s clock', false), server('ONLINE', true)]
  const beats = { now: 0, beats: { '10.0.0.5': 28_800_000 } }
  const console = {
    probe: async () => {},
    parameter: async () => '{"enable":true}',
    servers: async () => [answers.length > 1 ? answers.shift() : answers[0]],
    close: async () => {},
  }
  const metadb: Check = {
    id: 'metadb',
    look: async (_, seen) => {
      seen.metaDb = { beats: async () => beats, close: async () => {} } as unknown as NonNullable<typeof seen.metaDb>
      return []
    },
  }
  const input = given('metadb', async () => console)
  const { findings, seen } = await runChecks([metadb, ...OMS_CHECKS], input)
  expect(findings.map(({ id, level }) => [id, level])).toEqual([
    ['console', 'ok'],
    ['ha', 'ok'],
    ['servers', 'ok'],
    ['servers-clock', 'note'],
  ])
  expect(seen.servers).toEqual([server('ONLINE', true)])
  expect(input.waited()).toBe(2000)
  const dead = given('metadb', async () => ({ ...console, servers: async () => [server('ONLINE, last heartbeat 9000 s ago', false)] }))
  expect((await runChecks([metadb, ...OMS_CHECKS], dead)).findings.at(-1)).toMatchObject({ id: 'servers', level: 'confirm' })
  expect(dead.waited()).toBeLessThan(70_000)
})
