import { expect, test } from 'vitest'
import type { ServerStatus } from '../../contract/job.ts'
import type { UpgradeContext } from '../context.ts'
import { verifyServersOnline } from './servers-online.ts'

const server = (status: string): ServerStatus => ({ ip: '10.0.0.5', region: null, status, isOnline: status === 'ONLINE' })

/** A world whose console answers with one list after the other, and the facts that were kept. */
function worldOf(answers: ServerStatus[][]) {
  const kept = new Map<string, unknown>()
  const writes: string[] = []
  const console = { servers: async () => answers.shift() ?? [], close: async () => {} }
  const context = {
    world: {
      docker: { container: async () => ({ name: 'oms_340', state: 'running', exitCode: 0 }) },
      consoles: { open: async () => console },
      clock: { now: () => new Date('2026-11-01T18:00:00.000Z'), wait: async () => {} },
    },
    installation: { console: {} },
    plan: { consoleDriver: 'console', node: { hostIp: '10.0.0.5' } },
    report: { progress() {}, line() {}, waitingFor() {} },
    facts: {
      get: async (name: string) => kept.get(name),
      replace: async (name: string, value: unknown) => {
        kept.set(name, value)
        writes.push(name)
      },
    },
  } as unknown as UpgradeContext
  return { kept, writes, verify: () => verifyServersOnline(context, 'id', 'serversSeen', new AbortController().signal) }
}

// "All Online" in a report that nobody can look up later is only a claim.
test('the reading that proves the servers Online is kept, under the name of its step', async () => {
  const { kept, verify } = worldOf([[server('ONLINE')], [server('ONLINE')], [server('ONLINE')]])
  expect(await verify()).toMatchObject({ saw: { key: 'outcomes.serversOnline' } })
  expect([...kept]).toEqual([['serversSeen', { at: '2026-11-01T18:00:00.000Z', driver: 'console', servers: [server('ONLINE')] }]])
})

// Every write sends the whole job to every viewer: a wait of fifteen minutes must not do that every few seconds.
test('a server that stays away is kept once, and again when it says something else', async () => {
  const { kept, writes, verify } = worldOf([[server('OFFLINE')], [server('OFFLINE')], [server('STARTING')]])
  for (let read = 0; read < 2; read += 1) expect(await verify()).toMatchObject({ saw: { key: 'outcomes.serversNotOnline' } })
  expect(writes).toHaveLength(1)
  await verify()
  expect(writes).toHaveLength(2)
  expect(kept.get('serversSeen')).toMatchObject({ servers: [{ status: 'STARTING' }] })
})
