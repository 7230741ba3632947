import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openStore, type Store } from '../server/db/open-store.ts'
import { migrate, migrationNames, missingMigration } from './migrate.ts'

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

// A panel is upgraded with the history of a team in it: a table that is made anew must take its rows along.
test.each(migrationNames().slice(0, -1))('the rows of a store as %s left it are all there with the newest schema', async (last) => {
  const names = migrationNames()
  const file = join(folder, `${last}.db`)
  await migrate(file, names.slice(0, names.indexOf(last) + 1))
  const old = openStore(file)
  await old.$executeRawUnsafe('PRAGMA foreign_keys = OFF')
  for (const table of await tablesOf(old)) await fill(old, table)
  const before = await rowsOf(old)
  // A lease is held by whoever renews it, and not until a moment of somebody's clock.
  before.Lease = before.Lease?.map(({ expiresAt: _, ...lease }) => lease)
  await old.$disconnect()
  await migrate(file)
  const store = openStore(file)
  const after = await rowsOf(store)
  expect(Object.keys(before).length).toBeGreaterThan(8)
  expect(after).toMatchObject(before)
  expect(await store.$queryRawUnsafe('PRAGMA foreign_key_check')).toEqual([])
  // As the panel reads them: a new column without a value would be found here.
  const jobs = await store.upgradeJob.findMany({ include: { installation: true, runs: { include: { attempts: true } } } })
  expect(jobs.map(({ installation, runs }) => [installation.name, runs[0]?.attempts.length])).toEqual([['one', 1]])
  expect(await store.auditEvent.findMany()).toMatchObject([{ actor: 'one' }])
  await store.$disconnect()
})

async function tablesOf(store: Store): Promise<string[]> {
  const found = await store.$queryRawUnsafe<{ name: string }[]>("select name from sqlite_master where type = 'table' order by rowid")
  return found.map(({ name }) => name).filter((name) => !name.startsWith('sqlite_') && name !== '_prisma_migrations')
}

/** One row with a value in each column; keys of other tables name their row. */
async function fill(store: Store, table: string): Promise<void> {
  const columns = await store.$queryRawUnsafe<{ name: string; type: string }[]>(`PRAGMA table_info("${table}")`)
  const sample = (name: string, type: string) => {
    if (name.endsWith('Json')) return '{}'
    if (type === 'DATETIME') return '2026-11-01T18:00:00.000+00:00'
    return type === 'TEXT' ? 'one' : 1
  }
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const places = columns.map(() => '?').join(', ')
  await store.$executeRawUnsafe(
    `insert into "${table}" (${names}) values (${places})`,
    ...columns.map(({ name, type }) => sample(name, type.toUpperCase())),
  )
}

async function rowsOf(store: Store) {
  const rows: Record<string, Record<string, unknown>[] | undefined> = {}
  for (const table of await tablesOf(store)) rows[table] = await store.$queryRawUnsafe(`select * from "${table}"`)
  return rows
}
