import { expect, test } from 'vitest'
import { say } from '../contract/said.ts'
import type { SeenContainer } from '../contract/world.ts'
import { judgeWorld, type WorldSeen } from './world-look.ts'

const OLD: SeenContainer = { id: 'a', name: 'oms_331', image: 'oms:3.3.1', state: 'running', role: 'old', version: '3.3.1' }
const NEW: SeenContainer = { id: 'b', name: 'oms_340', image: 'oms:3.4.0', state: 'exited', role: 'new', version: '3.4.0' }
const METADB = { wanted: ['rm', 'cm', 'hb'], existing: ['rm', 'cm', 'hb'], emptyDatabases: [], schema: '3.3.1', ha: true }

function seen(change: Partial<WorldSeen> = {}): WorldSeen {
  return {
    at: '2026-11-30T03:00:00.000Z',
    job: { number: 7, from: '3.3.1', wasStopped: true, oldName: 'oms_331' },
    containers: { ok: true, value: [OLD, NEW] },
    metaDb: { ok: true, value: METADB },
    console: { ok: true, value: 'healthy' },
    consoleUrl: 'http://10.0.0.5:8089',
    ...change,
  }
}

const proofs = (world: WorldSeen) => Object.fromEntries(judgeWorld(world).items.map(({ id, proof }) => [id, proof]))

// The page would go on to say that OMS is down, and the person would start a second rollback over a good one.
test('an old OMS that somebody restarted is recognized, whatever the journal says', () => {
  const reading = judgeWorld(seen())
  expect(reading).toMatchObject({ verdict: 'old-runs', said: { key: 'world.oldRunsAgain', params: { name: 'oms_331' } } })
  expect(reading.items.every(({ proof }) => proof === 'proven')).toBe(true)
})

test('the old OMS on another schema, or on one that cannot be read, is not called good', () => {
  const upgraded = seen({ metaDb: { ok: true, value: { ...METADB, schema: '3.4.0' } } })
  expect(judgeWorld(upgraded).said.key).toBe('world.oldRunsAgainUnproven')
  expect(proofs(upgraded)['schema']).toBe('wrong')
  expect(proofs(seen({ metaDb: { ok: true, value: { ...METADB, schema: 'unknown' } } }))['schema']).toBe('unknown')
})

test('what could not be asked is unknown, never good and never missing', () => {
  const silent = { ok: false as const, said: say('errors.serversUnreadable') }
  const blind = seen({ containers: silent, metaDb: silent, console: silent })
  expect(judgeWorld(blind)).toMatchObject({ verdict: 'unknown', containers: null, said: { key: 'world.engineUnread' } })
  expect(new Set(Object.values(proofs(blind)))).toEqual(new Set(['unknown']))
})

test('two that run, none that runs and another one that runs are told apart', () => {
  const verdict = (...containers: SeenContainer[]) => judgeWorld(seen({ containers: { ok: true, value: containers } })).verdict
  expect(verdict(OLD, { ...NEW, state: 'running' })).toBe('both-run')
  expect(verdict({ ...OLD, state: 'exited' }, NEW)).toBe('none-runs')
  expect(verdict({ ...OLD, state: 'restarting' })).toBe('none-runs')
  expect(verdict({ ...NEW, state: 'running' })).toBe('new-runs')
  expect(verdict({ ...OLD, id: 'c', role: 'other', name: 'oms_again' })).toBe('other-runs')
})

test('missing and empty databases are named', () => {
  const half = seen({ metaDb: { ok: true, value: { ...METADB, existing: ['rm', 'hb'], emptyDatabases: ['hb'] } } })
  expect(judgeWorld(half).items).toContainEqual({
    id: 'databases',
    proof: 'wrong',
    said: { key: 'world.databasesMissing', params: { databases: 'cm' } },
  })
  expect(proofs(half)['tables']).toBe('wrong')
})
