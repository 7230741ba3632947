import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate, missingMigration } from './migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'panel-migrate-'))
afterAll(() => rmSync(folder, { recursive: true }))

// A second run that applied again would fail on tables that exist: the panel could never be restarted.
test('a new store gets every migration, a second start applies nothing, and only the owner may read it', async () => {
  const file = join(folder, 'data', 'panel.db')
  expect((await migrate(file)).length).toBeGreaterThan(0)
  expect(await migrate(file)).toEqual([])
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0)
})

// The client is generated from schema.prisma: a column without its migration fails only at the first query.
test('the checked-in migrations lead exactly to schema.prisma', async () => {
  expect(await missingMigration()).toBe('')
})
