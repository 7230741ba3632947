import { expect, test } from 'vitest'
import { type SchemaShapes, startMode } from './start-mode.ts'

const old: SchemaShapes = { rm: '3.3.1', cm: '3.3.1', heartbeat: '3.3.1', recorded: '3.3.1' }
const upgraded: SchemaShapes = { rm: '3.4.0', cm: '3.4.0', heartbeat: '3.4.0', recorded: '3.4.0' }

test('each version serves its own schema', () => {
  expect(startMode('3.3.1', false, old).kind).toBe('serve')
  expect(startMode('3.4.0', false, upgraded).kind).toBe('serve')
  expect(startMode('3.4.0', true, upgraded).kind).toBe('serve')
})

test('3.4.0 on an old schema waits for init with IS_UPGRADE and refuses without it', () => {
  expect(startMode('3.4.0', true, old).kind).toBe('await-init')
  expect(startMode('3.4.0', false, old).kind).toBe('refuse')
})

test('a half-done init is not served', () => {
  expect(startMode('3.4.0', true, { ...upgraded, heartbeat: '3.3.1', recorded: '3.3.1' }).kind).toBe('await-init')
})

// A rollback that forgets one database would otherwise look like a good one.
test.each(['rm', 'cm', 'heartbeat'] as const)('3.3.1 refuses where only %s is still upgraded', (database) => {
  expect(startMode('3.3.1', false, { ...old, [database]: '3.4.0' }).kind).toBe('refuse')
  expect(startMode('3.3.1', false, { ...old, [database]: 'mixed' }).kind).toBe('refuse')
  expect(startMode('3.3.1', false, { ...old, [database]: 'missing' }).kind).toBe('refuse')
})

test('3.3.1 refuses an upgraded version record on old tables', () => {
  expect(startMode('3.3.1', false, { ...old, recorded: '3.4.0' }).kind).toBe('refuse')
})

test('where init changes no definition, what is written down tells the versions apart', () => {
  const kept = { keepsShape: true }
  const updated = { ...old, recorded: '3.4.0' }
  expect(startMode('3.4.0', true, updated, kept).kind).toBe('serve')
  expect(startMode('3.4.0', true, old, kept).kind).toBe('await-init')
  expect(startMode('3.3.1', false, old, kept).kind).toBe('serve')
  expect(startMode('3.3.1', false, updated, kept).kind).toBe('refuse')
})
