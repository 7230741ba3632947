import { expect, test } from 'vitest'
import type { TraitName } from '../traits.ts'
import { initPhases, schemaFirst, updatesFirst } from './init-phases.ts'
import { initRefusal } from './init-refusal.ts'

const running = ['nginx', 'oms_console', 'oms_drc_cm'].map((name) => ({ name, state: 'RUNNING' }))
const phasesOf = (...traits: TraitName[]) => initPhases('3.4.0', (trait) => traits.includes(trait))
const changesOf = (...traits: TraitName[]) => phasesOf(...traits).flatMap((phase) => phase.changes)
const kindOf = ({ sql }: { sql: string }) => sql.split(' ')[0]

test.each(['rm', 'cm', 'heartbeat'])('init changes tables of %s, so that a rollback without its restore is seen', (database) => {
  expect(changesOf().some((change) => change.database === database && change.sql.startsWith('alter table'))).toBe(true)
})

test.each([[[]], [['init-schema-first']], [['init-schema-only']], [['init-updates-only']]] as TraitName[][][])(
  'with %s the version is written down last, so that a broken init leaves the old one',
  (traits) => {
    const changes = changesOf(...traits)
    expect(changes.at(-1)?.sql).toMatch(/oms_version.*'3\.4\.0'/)
    expect(changes.slice(0, -1).some((change) => change.sql.includes('oms_version'))).toBe(false)
    expect(phasesOf(...traits)[1]?.changes.length, 'phase 2 can be made to fail in its middle').toBeGreaterThan(1)
  },
)

// Row counts and checksums must not give these away: only definitions do.
test('what an init of definitions changes is no row', () => {
  expect(new Set(schemaFirst.changes.map(kindOf))).toEqual(new Set(['alter']))
  expect(new Set(changesOf('init-schema-only').slice(0, -1).map(kindOf))).toEqual(new Set(['alter']))
  for (const kind of ['add column', 'modify', 'rename column', 'add key', 'drop key', 'drop primary key'])
    expect(
      schemaFirst.changes.some(({ sql }) => sql.includes(kind)),
      kind,
    ).toBe(true)
})

// V3.3.1 would start on it: whoever forgets the restore is found out by the definitions alone.
test('the definitions that come first are none by which a version knows its schema', () => {
  for (const mark of ['owner_dept', 'owner_team', 'heartbeat_port', 'agent_version', 'payload', 'beat_no'])
    expect(
      schemaFirst.changes.some(({ sql }) => sql.includes(mark)),
      mark,
    ).toBe(false)
})

test('an init of updates adds no row and changes no definition', () => {
  expect(new Set(updatesFirst.changes.map(kindOf))).toEqual(new Set(['update']))
  expect(new Set(changesOf('init-updates-only').map(kindOf))).toEqual(new Set(['update']))
})

test('init does not begin while a component is STARTING, and names it', () => {
  expect(initRefusal('3.4.0', '3.3.1', [...running, { name: 'sshd', state: 'STARTING' }])).toContain('sshd STARTING')
  expect(initRefusal('3.4.0', '3.3.1', [])).toContain('[ERROR]')
  expect(initRefusal('3.4.0', '3.3.1', running)).toBeNull()
})

test('a console that is held back until init does not stop init', () => {
  expect(initRefusal('3.4.0', '3.3.1', [...running.slice(0, 1), { name: 'oms_console', state: 'STOPPED' }])).toBeNull()
})

test.each([null, '3.2.1'])('recorded version %s gives the known failure text', (recorded) => {
  expect(initRefusal('3.4.0', recorded, running)).toBe('Version before 4.1.1 is not allowed to upgrade.')
})
