import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { restoreFence } from '../../domain/restore-fence.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { connectMetaDbWriters } from './connect-meta-dbs.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from './testing/start-private-mariadb.ts'

let server: PrivateMariaDb
let metaDb: MetaDbWriter

beforeAll(async () => {
  server = await startPrivateMariaDb()
  metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
})

afterAll(async () => {
  await metaDb.close()
  await server.stop()
})

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

describe('checksums', () => {
  test('equal rows have equal checksums in any order, and one changed byte differs although the count does not', async () => {
    await server.sql(
      'create or replace database sums',
      'create table sums.a (id int, t varchar(20))',
      'create table sums.b like sums.a',
      'create table sums.empty_ (id int)',
      "insert into sums.a values (1, 'x'), (2, null)",
      "insert into sums.b values (2, null), (1, 'x')",
    )
    const [a, b, empty] = (await metaDb.contents('sums')).tables
    expect(a).toMatchObject({ name: 'a', rows: 2, proof: { by: 'checksum', value: expect.stringMatching(/^\d+$/) } })
    expect(b?.proof).toEqual(a?.proof)
    expect(empty).toMatchObject({ rows: 0, proof: { value: '0' } })
    await server.sql("update sums.b set t = 'y' where id = 1")
    const changed = (await metaDb.contents('sums')).tables[1]
    expect(changed?.rows).toBe(2)
    expect(changed?.proof).not.toEqual(a?.proof)
  })
})

describe('recreate', () => {
  test.each([
    ['utf8mb4', 'utf8mb4_bin'],
    ['latin1', 'latin1_swedish_ci'],
    ['utf8mb4', 'utf8mb4_uca1400_ai_ci'],
  ])('the database is empty and has %s with %s, whether it was there or not', async (characterSet, collation) => {
    const name = "it's a `data` base; --"
    await server.sql(`create or replace database ${quoteIdentifier(name)}`, `create table ${quoteIdentifier(name)}.t (id int)`)
    for (const _ of ['there', 'empty']) {
      await metaDb.recreate(name, { characterSet, collation })
      const empty = { database: name, characterSet, collation, options: '', tables: [], objects: [], uncarried: [] }
      expect(await metaDb.structure(name)).toEqual(empty)
    }
    await server.sql(`drop database ${quoteIdentifier(name)}`)
    await metaDb.recreate(name, { characterSet, collation })
    expect(await metaDb.structure(name)).toMatchObject({ characterSet, collation })
  })

  // They come from a file on disk and stand unquoted in the statement.
  test.each([
    ['utf8mb4', 'utf8mb4_bin; drop database other'],
    ['utf8mb4 collate utf8mb4_bin; drop database other; -- ', 'utf8mb4_bin'],
    ['latin1', 'utf8mb4_bin'],
    ['utf8mb4', 'no_such'],
    ['', ''],
  ])('%j with %j is no pair of this server: refused, and nothing is dropped', async (characterSet, collation) => {
    await server.sql('create or replace database kept', 'create table kept.t (id int)', 'create database if not exists other')
    const problem = await problemOf(metaDb.recreate('kept', { characterSet, collation }))
    expect(problem).toMatchObject({ code: 'refused', said: { key: 'metadb.unknownCollation' } })
    expect((await metaDb.structure('kept')).tables).toHaveLength(1)
    expect(await metaDb.existing(['other'])).toEqual(['other'])
  })

  test.each(['mysql', 'MySQL', 'sys', 'information_schema'])('%s is never dropped', async (name) => {
    const problem = await problemOf(metaDb.recreate(name, { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }))
    expect(problem).toMatchObject({ code: 'refused', said: { key: 'metadb.systemDatabase' } })
  })

  test('an account without the right to drop is told so', async () => {
    await server.sql(
      "create or replace user reader identified by 'x'",
      'create or replace database kept',
      'grant select on kept.* to reader',
    )
    const reader = await connectMetaDbWriters(alwaysPermitted).open(server.login('reader', 'x'))
    const problem = await problemOf(reader.recreate('kept', { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }))
    expect(problem).toMatchObject({ code: 'refused', said: { key: 'metadb.notAllowed' } })
    await reader.close()
  })
})

describe('the fence of a restore', () => {
  test('nobody restores: nothing is ended, and other sessions stay', async () => {
    await server.sql('create or replace database calm')
    const other = server.sql('use calm', 'do sleep(1)', 'create table calm.survived (id int)')
    await expect.poll(() => metaDb.sessions(['calm'])).toHaveLength(1)
    expect(await metaDb.breakRestoreFence('calm')).toBe(0)
    await other
    expect((await metaDb.structure('calm')).tables).toHaveLength(1)
  })

  test('the session that holds it is ended before it can write on', async () => {
    await server.sql('create or replace database busy')
    const left = problemOf(server.sql('use busy', restoreFence('busy').take, 'do sleep(60)', 'create table busy.late (id int)'))
    await expect.poll(() => server.value(`select is_used_lock('${restoreFence('busy').lock}') is not null`)).toBe(1)
    expect(await problemOf(server.sql(restoreFence('busy').take))).toMatchObject({ errno: 1231 })
    expect(await metaDb.breakRestoreFence('calm')).toBe(0)
    expect(await metaDb.breakRestoreFence('busy')).toBe(1)
    expect(await left).not.toBe('no problem')
    expect(await problemOf(server.sql(restoreFence('busy').take))).toBe('no problem')
    expect((await metaDb.structure('busy')).tables).toEqual([])
  })
})

describe('components', () => {
  test('writers of unfinished projects are named; Stores, Checkers and finished projects are not', async () => {
    await server.sql(
      'create or replace database rm_c character set utf8mb4',
      'create table rm_c.oms_project (id bigint, project_name varchar(128), project_status varchar(32))',
      'create table rm_c.oms_project_component (project_id bigint, component_type varchar(32), component_name varchar(128), status varchar(32))',
      "insert into rm_c.oms_project values (1, '结算', 'RUNNING'), (2, 'done', 'FINISHED'), (3, 'held', 'SUSPENDED')",
      "insert into rm_c.oms_project_component values (1, 'STORE', 's1', 'RUNNING'), (1, 'JDBC_WRITER', 'w1', 'RUNNING'), (1, 'CHECKER', 'c1', 'RUNNING'), (2, 'JDBC_WRITER', 'w2', 'FINISHED'), (3, 'CONNECTOR', 'k3', 'SUSPENDED')",
    )
    expect(await metaDb.components('rm_c')).toEqual([
      { project: 'held', kind: 'CONNECTOR', name: 'k3', status: 'SUSPENDED' },
      { project: '结算', kind: 'JDBC_WRITER', name: 'w1', status: 'RUNNING' },
    ])
  })

  test('tables of another shape have none to name, but a wrong database name is an error', async () => {
    await server.sql('create or replace database rm_d')
    expect(await metaDb.components('rm_d')).toEqual([])
    await server.sql('create table rm_d.oms_project (id int)', 'create table rm_d.oms_project_component (id int)')
    expect(await metaDb.components('rm_d')).toEqual([])
    expect(await problemOf(metaDb.components('no_such'))).toMatchObject({ code: 'not-found' })
  })
})
