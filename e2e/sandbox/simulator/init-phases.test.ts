import { expect, test } from 'vitest'
import { initPhases } from './init-phases.ts'
import { initRefusal } from './init-refusal.ts'

const running = ['nginx', 'oms_console', 'oms_drc_cm'].map((name) => ({ name, state: 'RUNNING' }))
const changes = initPhases.flatMap((phase) => phase.changes)

test.each(['rm', 'cm', 'heartbeat'])('init changes tables of %s, so that a rollback without its restore is seen', (database) => {
  expect(changes.some((change) => change.database === database && change.sql.startsWith('alter table'))).toBe(true)
})

test('the version is written down last, so that a broken init leaves the old one', () => {
  expect(changes.at(-1)?.sql).toContain("insert into oms_version (version) values ('3.4.0')")
  expect(changes.slice(0, -1).some((change) => change.sql.includes('oms_version'))).toBe(false)
})

test('phase 2 has something before and after the place where it can be made to fail', () => {
  expect(initPhases[1]?.changes.length).toBeGreaterThan(1)
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
