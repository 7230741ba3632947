import { expect, test } from 'vitest'
import type { ServerStatus } from '../../contract/job.ts'
import { say } from '../../contract/said.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { OperatorError } from '../../errors.ts'
import type { UpgradeContext } from '../context.ts'
import { verifyServersOnline } from './servers-online.ts'

const server = (status: string, ip = '10.0.0.5'): ServerStatus => ({ ip, region: null, status, isOnline: status === 'ONLINE' })

interface Given {
  /** One list after the other; the last one stays. */
  answers: ServerStatus[][]
  /** Newest heartbeat of 10.0.0.5 at each reading, in seconds; the last one stays. */
  beats?: number[]
  unreadable?: OperatorError
  facts?: Record<string, unknown>
  startedAt?: () => Date
}

/** A world whose console and MetaDB answer one reading after the other, and the facts that were kept. */
function worldOf({ answers, beats = [0, 1, 2], unreadable, facts = {}, startedAt = () => new Date(0) }: Given) {
  const kept = new Map<string, unknown>(Object.entries(facts))
  const writes: string[] = []
  const waits: string[] = []
  const next = <T>(list: T[]): T | undefined => (list.length > 1 ? list.shift() : list[0])
  const console = { servers: async () => next(answers) ?? [], close: async () => {} }
  const metaDb = {
    async beats() {
      if (unreadable) throw unreadable
      const beat = next(beats)
      return { now: 0, beats: beat === undefined ? {} : { '10.0.0.5': beat * 1000, '10.0.0.9': -5_000_000 } }
    },
    close: async () => {},
  }
  const context = {
    world: {
      docker: { container: async () => ({ id: 'id', name: 'oms_340', state: 'running', exitCode: 0, startedAt: startedAt() }) },
      consoles: { open: async () => console },
      metaDbs: { open: async () => metaDb },
      clock: { now: () => new Date('2026-11-01T18:00:00.000Z'), wait: async () => {} },
    },
    installation: { console: {}, metaDb: {}, databases: { heartbeats: ['hb'] } },
    plan: { consoleDriver: 'console', node: { hostIp: '10.0.0.5' } },
    report: { progress() {}, line() {}, waitingFor: (said: Parameters<typeof inEnglish>[0]) => waits.push(inEnglish(said)) },
    facts: {
      get: async (name: string) => kept.get(name),
      replace: async (name: string, value: unknown) => {
        kept.set(name, value)
        writes.push(name)
      },
    },
  } as unknown as UpgradeContext
  const verify = () =>
    verifyServersOnline(context, { containerId: 'id', keptAs: 'serversSeen', since: 'init' }, new AbortController().signal)
  async function until(most: number) {
    let verdict = await verify()
    for (let read = 1; read < most && !verdict.holds; read += 1) verdict = await verify()
    return verdict
  }
  return { kept, writes, waits, verify, until }
}

// Green while the new supervisor was dead and its console answered 502.
test('Online with heartbeats of before is not proven, however often it is read', async () => {
  const { until, waits } = worldOf({ answers: [[server('ONLINE')]], beats: [0] })
  expect(await until(100)).toMatchObject({ holds: false, saw: { key: 'outcomes.serversSilent', params: { next: 1, of: 2 } } })
  expect(waits.at(-1)).toBe('Waiting for heartbeat 1 of 2 from 10.0.0.5. OMS sends them at its own pace; the interval is not known yet.')
})

test('two newer heartbeats prove it, and the reading is kept under the name of its step', async () => {
  const { kept, until, waits } = worldOf({ answers: [[server('ONLINE')]], beats: [0, 0, 60, 60, 120] })
  const verdict = await until(10)
  expect(verdict).toMatchObject({ holds: true, saw: { key: 'outcomes.serversAlive' } })
  expect(inEnglish(verdict.saw)).toBe('1 server is Online: it sent 2 heartbeats after docker_init.sh ended.')
  expect(waits.at(-1)).toContain('heartbeat 2 of 2')
  expect(kept.get('serversSeen')).toEqual({
    at: '2026-11-01T18:00:00.000Z',
    driver: 'console',
    servers: [server('ONLINE')],
    beats: { '10.0.0.5': 2 },
  })
})

// The panel may die between two heartbeats that are a minute apart; a container that started again has proven nothing yet.
test('heartbeats are counted over a restart of the panel, and anew after a restart of the container', async () => {
  let startedAt = new Date(0)
  const { verify, until, kept } = worldOf({ answers: [[server('ONLINE')]], beats: [0, 1, 2, 3, 4], startedAt: () => startedAt })
  for (let read = 0; read < 2; read += 1) await verify()
  expect(await worldOf({ answers: [[server('ONLINE')]], beats: [2], facts: Object.fromEntries(kept) }).verify()).toMatchObject({
    holds: true,
  })
  startedAt = new Date(1000)
  expect(await verify()).toMatchObject({ holds: false })
  expect(await until(3)).toMatchObject({ holds: true })
})

// A replaced host stays in the table for ever: nothing would ever be Online again.
test('only servers that were Online before must return; the others are named', async () => {
  const servers = [server('ONLINE'), server('DOWN', '10.0.0.9'), server('DOWN', '10.0.0.7')]
  const facts = { expectedServers: ['10.0.0.5'], serversBefore: [server('ONLINE'), server('DOWN', '10.0.0.9')] }
  const verdict = await worldOf({ answers: [servers], facts }).until(5)
  expect(verdict.holds).toBe(true)
  expect(inEnglish(verdict.saw)).toMatch(
    /Not required because they were not Online before: 10\.0\.0\.9 DOWN, 10\.0\.0\.7 DOWN\. New since .*: 10\.0\.0\.7\./,
  )
})

test('a server that does not return can be excepted, and is named as such', async () => {
  const expectedServers = ['10.0.0.5', '10.0.0.9']
  const answers = [[server('ONLINE'), server('DOWN', '10.0.0.9')]]
  expect(await worldOf({ answers, facts: { expectedServers } }).until(5)).toMatchObject({ saw: { key: 'outcomes.serversNotOnline' } })
  const exceptedServers = [{ ip: '10.0.0.9', reason: 'replaced last year', by: 'p', at: '' }]
  const verdict = await worldOf({ answers, facts: { expectedServers, exceptedServers } }).until(5)
  expect(verdict.holds).toBe(true)
  expect(inEnglish(verdict.saw)).toContain('Continued without 10.0.0.9')
})

test('a console without readable heartbeats is a weak proof that says so', async () => {
  const unreadable = new OperatorError('refused', say('metadb.notAllowed', { host: 'h', port: 1, user: 'u' }))
  const verdict = await worldOf({ answers: [[server('ONLINE')]], unreadable }).verify()
  expect(verdict).toMatchObject({ holds: true, saw: { key: 'outcomes.serversAliveWeak' } })
  const flapping = worldOf({ answers: [[server('ONLINE')], [server('ONLINE')], [server('DOWN')]], unreadable })
  expect(await flapping.verify()).toMatchObject({ saw: { key: 'outcomes.serversNotOnline' } })
})

test('a MetaDB that is away for a moment is neither weak nor the end', async () => {
  const unreadable = new OperatorError('unavailable', say('metadb.connectionLost', { host: 'h', port: 1, user: 'u' }))
  const verdict = await worldOf({ answers: [[server('ONLINE')]], unreadable }).verify()
  expect(verdict).toMatchObject({ holds: false, saw: { key: 'outcomes.serversUnreadable' } })
  expect(verdict.hopeless).toBeUndefined()
})

// Every write sends the whole job to every viewer: a wait of fifteen minutes must not do that every few seconds.
test('a server that stays away is kept once, and again when it says something else', async () => {
  const { kept, writes, verify } = worldOf({
    answers: [[server('ONLINE, last heartbeat 600 s ago')], [server('ONLINE, last heartbeat 601 s ago')], [server('STARTING')]],
    beats: [0],
  })
  for (let read = 0; read < 2; read += 1) expect(await verify()).toMatchObject({ saw: { key: 'outcomes.serversNotOnline' } })
  expect(writes).toEqual(['heartbeats', 'serversSeen'])
  await verify()
  expect(writes).toEqual(['heartbeats', 'serversSeen', 'serversSeen'])
  expect(kept.get('serversSeen')).toMatchObject({ servers: [{ status: 'STARTING' }] })
})
