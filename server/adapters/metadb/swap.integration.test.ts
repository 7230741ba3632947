import { setTimeout as pause } from 'node:timers/promises'
import mysql from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import { jobMark, statementMark } from '../../domain/statement-mark.ts'
import { type SwapTriple, swapMoves, swapState, undoMoves } from '../../domain/swap-state.ts'
import { createBeside, dropBeside } from './beside-databases.ts'
import { ConnectionSource } from './connection-source.ts'
import { mariadb } from './dialects/mariadb.ts'
import { endOwnStatements } from './end-own-statements.ts'
import { oddKeys } from './odd-keys.ts'
import { probeSwap } from './probe-swap.ts'
import { swapTables } from './rename-tables.ts'
import { type Row, Session } from './session.ts'
import { tablePlaces } from './table-places.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from './testing/start-private-mariadb.ts'

// The one moment of a rollback in which live databases change: all of it happens, or nothing.

let server: PrivateMariaDb
let source: ConnectionSource

beforeAll(async () => {
  server = await startPrivateMariaDb()
  source = new ConnectionSource(server.root)
})

afterAll(async () => {
  source.close()
  await server.stop()
})

const UTF8 = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }
const ODD = "it's a `data` base; --"
const NAMES = [
  { database: 'rm', copy: 'rm__panel_a_new', kept: 'rm__panel_a_kept' },
  { database: ODD, copy: 'odd__panel_b_new', kept: 'odd__panel_b_kept' },
]
const q = (name: string) => `\`${name.replaceAll('`', '``')}\``

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

/** Tables of every kind, told apart by what they hold. */
async function fill(database: string, word: string): Promise<void> {
  const d = q(database)
  await server.sql(
    `create table ${d}.parent (id int primary key, t varchar(50))`,
    `create table ${d}.child (id int primary key, p int, constraint fk_p foreign key (p) references ${d}.parent (id))`,
    `create table ${d}.\`odd \`\`table; --\` (id int, full_ int generated always as (id + 1) stored, v int as (id * 2) virtual, check (id > 0))`,
    `create table ${d}.parts (id int) partition by hash (id) partitions 3`,
    `create table ${d}.aria (id int, t text, fulltext (t)) engine = myisam`,
    `create table ${d}.versions (id int) with system versioning`,
    `create sequence ${d}.seq start with 7`,
    `insert into ${d}.parent values (1, '${word}')`,
    `insert into ${d}.child values (1, 1)`,
    `insert into ${d}.\`odd \`\`table; --\` (id) values (1)`,
    `insert into ${d}.aria values (1, '${word}')`,
  )
}

async function triples(): Promise<SwapTriple[]> {
  const places = await source.use((session) =>
    tablePlaces(
      session,
      NAMES.flatMap(({ database, copy }) => [database, copy]),
    ),
  )
  return NAMES.map((names) => ({ ...names, out: places.get(names.database) ?? [], in: places.get(names.copy) ?? [] }))
}

const placesOf = (of: SwapTriple[]) =>
  source.use((session) =>
    tablePlaces(
      session,
      of.flatMap(({ database, copy, kept }) => [database, copy, kept]),
    ),
  )
const stateOf = async (of: SwapTriple[]) => swapState(of, await placesOf(of))
const words = () => Promise.all(NAMES.map(({ database }) => server.value(`select t from ${q(database)}.parent`)))

beforeEach(async () => {
  await server.sql('drop database if exists `my-site`')
  for (const name of NAMES.flatMap(({ database, copy, kept }) => [database, copy, kept]))
    await server.sql(`drop database if exists ${q(name)}`)
  for (const { database, copy, kept } of NAMES) {
    await server.sql(`create database ${q(database)}`)
    await source.use(async (session) => {
      expect(await createBeside(session, copy, UTF8)).toBe('created')
      expect(await createBeside(session, kept, UTF8)).toBe('created')
    })
    await fill(database, 'live')
    await server.sql(`create table ${q(database)}.added_by_init (id int)`)
    await fill(copy, 'restored')
  }
})

describe('the swap', () => {
  test('tables of every kind in two databases change places in one statement, keys follow, and all of it back again', async () => {
    const all = await triples()
    expect(await stateOf(all)).toBe('before')
    expect(await swapTables(source, swapMoves(all, 'before'), { deadlineSeconds: 10 })).toBe(1)
    expect(await stateOf(all)).toBe('in')
    expect(await words()).toEqual(['restored', 'restored'])
    expect(await server.value(`select count(*) from ${q(NAMES[0]?.kept ?? '')}.added_by_init`)).toBe(0)
    // The key of the live child holds the live parent, and not the one that is kept.
    await expect(server.sql(`delete from ${q(ODD)}.parent`)).rejects.toMatchObject({ errno: 1451 })
    await server.sql(`insert into ${q(ODD)}.parent values (2, 'x')`, `insert into ${q(ODD)}.child values (2, 2)`)

    expect(await swapTables(source, undoMoves(all, 'in', await placesOf(all)), { deadlineSeconds: 10 })).toBe(1)
    expect(await stateOf(all)).toBe('before')
    expect(await words()).toEqual(['live', 'live'])
    await expect(server.sql(`delete from rm.parent`)).rejects.toMatchObject({ errno: 1451 })
  })

  test('one that got as far as its first statement is seen and finished', async () => {
    const all = await triples()
    const { out } = swapMoves(all, 'before')
    await swapTables(source, { out, in: [] }, { deadlineSeconds: 10 })
    expect(await stateOf(all)).toBe('out')
    await swapTables(source, swapMoves(all, 'out'), { deadlineSeconds: 10 })
    expect(await stateOf(all)).toBe('in')
  })

  test('a trigger or a table that is gone refuses all of it, and nothing has moved', async () => {
    await server.sql(`create trigger ${q(ODD)}.tr before insert on ${q(ODD)}.parent for each row set new.id = 1`)
    const all = await triples()
    expect(await problemOf(swapTables(source, swapMoves(all, 'before'), { deadlineSeconds: 10 }))).toMatchObject({
      code: 'refused',
      raw: expect.stringContaining('rigger'),
    })
    expect(await stateOf(all)).toBe('before')
    expect(await words()).toEqual(['live', 'live'])

    await server.sql(`drop trigger ${q(ODD)}.tr`, `drop table ${q(ODD)}.added_by_init`)
    expect(await problemOf(swapTables(source, swapMoves(all, 'before'), { deadlineSeconds: 10 }))).toMatchObject({ code: 'not-found' })
    expect(await words()).toEqual(['live', 'live'])
  })

  // Without an end of its own it would wait for ever, with OMS down.
  test('a lock that an idle session holds ends it at its deadline, by name, and nothing has moved', async () => {
    const idle = await mysql.createConnection({
      host: '127.0.0.1',
      port: server.port,
      user: 'root',
      password: server.root.password.reveal(),
    })
    try {
      await idle.query('begin')
      await idle.query(`select * from rm.child`)
      const all = await triples()
      const begun = performance.now()
      const problem = await problemOf(swapTables(source, swapMoves(all, 'before'), { deadlineSeconds: 1 }))
      expect(performance.now() - begun).toBeLessThan(4000)
      expect(problem).toMatchObject({
        code: 'timeout',
        said: { key: 'metadb.renameBlocked', params: { seconds: 1 } },
        raw: expect.stringContaining(`session ${idle.threadId}: root@`),
      })
      expect(await stateOf(all)).toBe('before')
      await idle.query('rollback')
      expect(await swapTables(source, swapMoves(all, 'before'), { deadlineSeconds: 5 })).toBe(1)
    } finally {
      idle.destroy()
    }
  })

  test('a server that is killed in the middle has moved all of it or nothing', async () => {
    const wide = 120
    await server.sql(
      ...Array.from({ length: wide }, (_, at) => [
        `create table rm.w${at} (id int)`,
        `create table ${NAMES[0]?.copy}.w${at} (id int)`,
      ]).flat(),
    )
    const all = await triples()
    let interrupted = 0
    for (const wait of [10, 60, 150, 300]) {
      const state = await stateOf(all)
      expect(state).toMatch(/^(before|in)$/)
      const work = problemOf(
        swapTables(source, state === 'in' ? undoMoves(all, 'in', await placesOf(all)) : swapMoves(all, 'before'), { deadlineSeconds: 60 }),
      )
      await pause(wait)
      await server.kill()
      if ((await work) !== 'no problem') interrupted += 1
      await server.start()
    }
    expect(await stateOf(all)).toMatch(/^(before|in)$/)
    expect(interrupted).toBeGreaterThan(0)
  })

  test('foreign keys that lead out of a database are seen before', async () => {
    await server.sql(
      `create table ${q(ODD)}.outside (id int primary key, p int, constraint fk_out foreign key (p) references rm.parent (id))`,
    )
    const found = () => source.use((session) => oddKeys(session, ['rm', ODD]))
    expect(await found()).toEqual({ crossing: [`${ODD}.outside → rm.parent`], dangling: [] })
    await server.sql(`drop table ${q(ODD)}.outside`)
    expect(await found()).toEqual({ crossing: [], dangling: [] })
  })

  test('a key to a table that is gone is seen before', async () => {
    await server.sql(
      'set foreign_key_checks = 0',
      'create table rm.old (id int primary key)',
      'create table rm.keeps (id int, constraint k foreign key (id) references rm.old (id))',
      'drop table rm.old',
    )
    const found = await source.use((session) => oddKeys(session, ['rm', ODD]))
    expect(found).toEqual({ crossing: [], dangling: ['rm.keeps → rm.old'] })
  })

  test('a key of a database that the account may not see is seen with PROCESS', async () => {
    await server.sql(
      'create database `my-site`',
      'create table `my-site`.t (p int, constraint fk_site foreign key (p) references rm.parent (id))',
      "create or replace user narrow identified by 'x'",
      'grant all on rm.* to narrow',
      'grant process on *.* to narrow',
    )
    const narrow = new ConnectionSource({ ...server.root, user: 'narrow', password: new Secret('x') })
    expect(await narrow.use((session) => oddKeys(session, ['rm']))).toEqual({ crossing: ['my-site.t → rm.parent'], dangling: [] })
    narrow.close()
  })
})

describe('databases beside', () => {
  test('a name that exists is taken, whoever made it, and stays as it is', async () => {
    await server.sql('create or replace database other__panel_x_new', 'create table other__panel_x_new.t (id int)')
    expect(await source.use((session) => createBeside(session, 'other__panel_x_new', UTF8))).toBe('taken')
    expect(await server.value('select count(*) from other__panel_x_new.t')).toBe(0)
    await server.sql('drop database other__panel_x_new')
  })

  test('only names that the panel makes are dropped', async () => {
    await expect(dropBeside(source, 'rm')).rejects.toThrow('not a name that the panel makes')
    expect(await server.value("select count(*) from information_schema.schemata where schema_name = 'rm'")).toBe(1)
    await dropBeside(source, NAMES[0]?.copy ?? '')
    expect(await server.value(`select count(*) from information_schema.schemata where schema_name = '${NAMES[0]?.copy}'`)).toBe(0)
  })
})

describe('statements of an earlier attempt', () => {
  const mark = statementMark({ job: 'job-1', run: 'run 1 */', attempt: 1 })

  test('are found by their mark and ended, and those of others go on', async () => {
    const own = new ConnectionSource(server.root, { mark })
    const other = new ConnectionSource(server.root, { mark: statementMark({ job: 'job-10', run: 'r', attempt: 1 }) })
    const working = own.use((session) => session.plain('select sleep(60)')).catch((error: unknown) => error)
    const prepared = own.use((session) => session.rows('select sleep(?)', [60])).catch((error: unknown) => error)
    const foreign = other.use((session) => session.plain('select sleep(60)')).catch((error: unknown) => error)
    await expect
      .poll(() => server.value("select count(*) from information_schema.processlist where info like '%sleep(%' and id <> connection_id()"))
      .toBe(3)
    expect(await source.use((session) => endOwnStatements(session, { mark: jobMark('job-1 '), databases: [] }))).toBe(0)
    const ended = await source.use((session) => endOwnStatements(session, { mark: `${jobMark('job-1')} `, databases: [] }))
    expect(ended).toBe(2)
    await Promise.all([working, prepared])
    expect(
      await server.value("select count(*) from information_schema.processlist where info like '%sleep(%' and id <> connection_id()"),
    ).toBe(1)
    other.close()
    await foreign
  })

  test('a rename that waits for a lock is ended before the next attempt', async () => {
    const idle = await mysql.createConnection({
      host: '127.0.0.1',
      port: server.port,
      user: 'root',
      password: server.root.password.reveal(),
    })
    const own = new ConnectionSource(server.root, { mark })
    try {
      await idle.query('begin')
      await idle.query('select * from rm.parent')
      const all = await triples()
      const waiting = problemOf(swapTables(own, swapMoves(all, 'before'), { deadlineSeconds: 60 }))
      await expect
        .poll(() =>
          server.value("select count(*) from information_schema.processlist where info like '%rename table%' and id <> connection_id()"),
        )
        .toBe(1)
      expect(await source.use((session) => endOwnStatements(session, { mark: `${jobMark('job-1')} `, databases: [] }))).toBe(1)
      expect(await waiting).not.toBe('no problem')
      expect(await stateOf(all)).toBe('before')
    } finally {
      idle.destroy()
    }
  })

  test('a restore into a copy is found by the database that it uses', async () => {
    const copy = NAMES[0]?.copy ?? ''
    const restoring = await mysql.createConnection({
      host: '127.0.0.1',
      port: server.port,
      user: 'root',
      password: server.root.password.reveal(),
      database: copy,
    })
    restoring.on('error', () => undefined)
    expect(await source.use((session) => endOwnStatements(session, { mark: 'nothing has this', databases: [copy] }))).toBe(1)
    restoring.destroy()
  })

  // A proxy may know a session that it cannot end: then only waiting helps, and saying so.
  test('what the server refuses to end is waited for, and named', async () => {
    const session = {
      plain: () => Promise.reject(Object.assign(new Error('Unknown thread id: 7'), { errno: 1094 })),
      rows: () => Promise.resolve([{ id: 7 }]),
    }
    expect(await problemOf(endOwnStatements(session, { mark: 'm', databases: [] }, { withinSeconds: 0.2 }))).toMatchObject({
      code: 'timeout',
      said: { key: 'metadb.ownStatementsCannotEnd', params: { count: 1, sessions: '7' } },
      raw: 'Unknown thread id: 7',
    })
    let looks = 0
    const ends = { ...session, rows: () => Promise.resolve(looks++ < 3 ? [{ id: 7 }] : []) }
    expect(await endOwnStatements(ends, { mark: 'm', databases: [] }, { withinSeconds: 5 })).toBe(1)
  })
})

describe('the way back, tried on scratch databases', () => {
  const SCRATCH = ['rm__panel_s1_try', 'rm__panel_s2_try', 'rm__panel_s3_try'] as const

  test('works for an account with all rights, and leaves nothing', async () => {
    expect(await probeSwap(source, SCRATCH, UTF8)).toEqual({ creates: true, renames: true, kills: true, refused: [] })
    expect(await server.value("select count(*) from information_schema.schemata where schema_name like '%\\_try'")).toBe(0)
  })

  test('an account that may use only its own databases is told so, in the words of the server', async () => {
    await server.sql("create or replace user narrow identified by 'narrow-password'", 'grant all on rm.* to narrow')
    const narrow = new ConnectionSource(server.login('narrow', 'narrow-password'))
    const probe = await probeSwap(narrow, SCRATCH, UTF8)
    expect(probe).toMatchObject({ creates: false, renames: false, kills: true })
    expect(probe.refused[0]).toContain('Access denied')
    narrow.close()
  })

  // Behind a proxy that is not the one the session came through, a swap that hangs could never be ended.
  test('a server that ends no statement of another session is told from one that swaps', async () => {
    class NoKill extends Session {
      override async plain(sql: string): Promise<Row[]> {
        if (sql.startsWith('kill')) throw Object.assign(new Error('Unknown thread id: 7'), { errno: 1094 })
        return await super.plain(sql)
      }
    }
    const use = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
      const { host, port, user, password } = server.root
      const connection = await mysql.createConnection({ host, port, user, password: password.reveal() })
      return await work(new NoKill(connection, mariadb)).finally(() => connection.destroy())
    }
    const probe = await probeSwap({ use }, SCRATCH, UTF8)
    expect(probe).toEqual({ creates: true, renames: true, kills: false, refused: ['Unknown thread id: 7'] })
    expect(await server.value("select count(*) from information_schema.schemata where schema_name like '%\\_try'")).toBe(0)
  })

  // What is kept of a try is believed for weeks: a network that broke off says nothing about the server.
  test('a connection that breaks off, or a permit that is gone, is an error and not a refusal', async () => {
    let isGone = false
    const permit = {
      check() {
        if (isGone) throw new Error('the permit is gone')
      },
    }
    const losing = new ConnectionSource(server.root, { permit })
    const use: ConnectionSource['use'] = (work) =>
      losing.use((session) => {
        const { plain } = session
        session.plain = async (sql) => {
          if (sql.startsWith('create table')) isGone = true
          return await plain.call(session, sql)
        }
        return work(session)
      })
    await expect(probeSwap({ use }, SCRATCH, UTF8)).rejects.toMatchObject({ problem: { raw: 'the permit is gone' } })
    losing.close()
    for (const name of SCRATCH) await server.sql(`drop database if exists ${q(name)}`)
  })
})
