import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MetaDbCapabilities } from '../../contract/metadb-capabilities.ts'
import { besideName, newTag } from '../../domain/beside-name.ts'
import { databaseDifferences } from '../../domain/databases/structure-differences.ts'
import { Secret } from '../../domain/secret.ts'
import { jobMark, statementMark } from '../../domain/statement-mark.ts'
import { type SwapTriple, swapMoves, swapState, undoMoves } from '../../domain/swap-state.ts'
import { createBeside, dropBeside } from './beside-databases.ts'
import { changedObjects } from './changed-objects.ts'
import { ConnectionSource } from './connection-source.ts'
import { endOwnStatements } from './end-own-statements.ts'
import { endsStatements } from './ends-statements.ts'
import { ignoresCase } from './existing-databases.ts'
import { missingPrivileges } from './missing-privileges.ts'
import { notCreatable } from './not-creatable.ts'
import { probeCapabilities } from './probe-capabilities.ts'
import { probeSwap } from './probe-swap.ts'
import { readContents } from './read-contents.ts'
import { readServer } from './read-server.ts'
import { readSessionsWithoutDatabase } from './read-sessions.ts'
import { readStructure } from './read-structure.ts'
import { recreateDatabase } from './recreate-database.ts'
import { swapTables } from './rename-tables.ts'
import { runDdl } from './run-ddl.ts'
import { tablePlaces } from './table-places.ts'
import { type GivenServer, givenServer } from './testing/given-server.ts'
import { createObject, dropObject } from './write-object.ts'

// What the panel asks of every MetaDB, on the server at METADB_URL (e2e/engines has one of each family), else on a MariaDB of its own.

let server: GivenServer
let source: ConnectionSource

// Small letters only: with lower_case_table_names=1 a server would give the names back in another spelling.
const TAG = randomBytes(4).toString('hex')
const LIVE = `t${TAG}_rm`
const COPY = besideName(LIVE, TAG, 'new')
const KEPT = besideName(LIVE, TAG, 'kept')
const UTF8 = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }
const TRIPLE: SwapTriple = { database: LIVE, copy: COPY, kept: KEPT, out: ['child', 'parent'], in: ['child', 'parent'] }

beforeAll(async () => {
  server = await givenServer()
  source = new ConnectionSource(server.login)
})

afterAll(async () => {
  await removeAll()
  source.close()
  await server.stop()
})

async function sql(...statements: string[]): Promise<void> {
  await source.use(async (session) => {
    for (const statement of statements) await session.plain(statement)
  })
}

async function removeAll(): Promise<void> {
  await sql(...[LIVE, COPY, KEPT].map((name) => `drop database if exists \`${name}\``))
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

async function places(): Promise<ReadonlyMap<string, string[]>> {
  return await source.use((session) => tablePlaces(session, [LIVE, COPY, KEPT]))
}

async function isRenaming(): Promise<boolean> {
  const rows = await source.use((session) => session.plain("select id from information_schema.processlist where info like 'rename table%'"))
  return rows.length > 0
}

/** Tables with a key between them on both sides, as a swap meets them. */
async function fill(): Promise<void> {
  await removeAll()
  for (const name of [LIVE, COPY, KEPT]) await source.use((session) => createBeside(session, name, UTF8))
  for (const name of [LIVE, COPY]) {
    await sql(
      `create table \`${name}\`.parent (id int primary key, t varchar(50), n decimal(9, 2))`,
      `create table \`${name}\`.child (id int primary key, p int, constraint fk_p foreign key (p) references \`${name}\`.parent (id))`,
      `insert into \`${name}\`.parent values (1, '${name}', 1.25)`,
    )
  }
}

beforeEach(fill)

/** Kinds of objects that the server has: only on OceanBase some may be missing. */
async function kindsThere(): Promise<('view' | 'trigger' | 'function')[]> {
  const bodies = {
    view: 'view tried as select 1 as one',
    trigger: 'trigger tried before insert on parent for each row set new.id = new.id',
    function: 'function tried() returns int deterministic no sql return 1',
  } as const
  return await source.use(async (session) => {
    await session.plain(`use \`${LIVE}\``)
    const found: (keyof typeof bodies)[] = []
    for (const kind of ['view', 'trigger', 'function'] as const) {
      const isThere = await session.plain(`create ${bodies[kind]}`).then(
        () => true,
        (error: { errno?: number }) => {
          if (session.dialect.family !== 'oceanbase' || error.errno !== 1235) throw error
          return false
        },
      )
      if (!isThere) continue
      await session.plain(`drop ${kind} tried`)
      found.push(kind)
    }
    return found
  })
}

test('no limit of the server cuts off a statement of the panel', async () => {
  const seconds = await source.use(async (session) => {
    await session.allowLongStatements()
    const rows = await session.plain(
      "show session variables where variable_name like 'ob_query_timeout' or variable_name like 'max_%_time'",
    )
    const variables = new Map(rows.map((row) => [String(row['variable_name']), String(row['value'])]))
    return session.dialect.statementTimeoutSeconds(variables)
  })
  expect(seconds ?? 3600).toBeGreaterThanOrEqual(3600)
})

// Taken from a version, a capability would be a guess: a fence that a server only pretends to have lets two restores mix.
test('what the server can do is seen by trying', async () => {
  const can = await probeCapabilities(source, [LIVE])
  const { dialect, facts } = await source.use(async (session) => ({ dialect: session.dialect, facts: await readServer(session) }))
  expect(can).toMatchObject({
    // OceanBase may refuse it, or a proxy of it.
    prepares: dialect.family === 'oceanbase' ? expect.any(Boolean) : true,
    userLocks: dialect.family === 'oceanbase' ? expect.stringMatching(/^(end|stay|none)$/) : 'end',
    contentProof: facts.contentProof,
    statementLimitSeconds: facts.statementTimeoutSeconds,
    liftsLimit: true,
    asksForStrongReads: dialect.asksForStrongReads,
    tellsEngine: dialect.family === 'oceanbase' ? expect.any(Boolean) : true,
    endsStatements: dialect.family === 'oceanbase' ? expect.any(Boolean) : true,
    definers: 'any',
    packetBytes: facts.packetBytes,
  })
  expect(MetaDbCapabilities.parse(can)).toEqual(can)
  const locks = await source.use((session) =>
    session.plain("select count(*) as n from information_schema.processlist where info like '%sleep(30)%' and id <> connection_id()"),
  )
  // What cannot be ended ends by itself.
  expect(Number(locks[0]?.['n'])).toBe(can.endsStatements ? 0 : 1)
})

// Values are part of the statement's text: one that ends its quotes would go on as SQL.
test.each(['', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES'])('values arrive as they are under the SQL mode "%s"', async (mode) => {
  const values = ["it's", 'a\\b', '"`', '元😀', 'a\0b\n', '', ' x ', '?', '-- ', 'a', 9_007_199_254_740_993n, -1.5, null]
  const found = await source.use(async (session) => {
    await session.plain(`set session sql_mode = '${mode}'`)
    const [row] = await session.rows(`select ${values.map((_, place) => `? as v${place}`).join(', ')}`, values)
    return values.map((_, place) => row?.[`v${place}`])
  })
  expect(found.map((value) => (value === null ? null : String(value)))).toEqual(
    values.map((value) => (value === null ? null : String(value))),
  )
})

test('a definition says nothing of how the server keeps the table, and changes with each change of it', async () => {
  const definition = async () => (await source.use((session) => readStructure(session, LIVE))).tables.find(({ name }) => name === 'parent')
  const first = await definition()
  expect(first?.definition).not.toMatch(/BLOCK_SIZE|COMPRESSION|AUTO_INCREMENT/)
  await sql(`alter table \`${LIVE}\`.parent add column more int`)
  expect((await definition())?.fingerprint).not.toBe(first?.fingerprint)
})

// A key, a check and a generated column too: whatever a server adds to a definition on the way would make every copy differ.
test('a table made from its own definition has the same one', async () => {
  await sql(
    `create table \`${LIVE}\`.first (id bigint auto_increment primary key, a varchar(20) collate utf8mb4_bin, b varchar(20) character set utf8mb4,
      c text, d enum('x', 'y') default 'x', e int as (length(a)) virtual, key k (a), unique key u (b, d)) character set utf8mb4 collate utf8mb4_general_ci`,
  )
  const definitions = async () => (await source.use((session) => readStructure(session, LIVE))).tables
  const of = async (name: string) =>
    (await definitions()).find((table) => table.name === name)?.definition.replace(/^CREATE TABLE `\w+`/, '')
  const printed = await source.use((session) => session.plain(`show create table \`${LIVE}\`.first`))
  await sql(`use \`${LIVE}\``, String(printed[0]?.['create table']).replace('`first`', '`second`'))
  expect(await of('second')).toBe(await of('first'))
  expect((await readContents(source, LIVE)).tables.map(({ proof }) => proof.by)).not.toContain('none')
})

// Dropped and created by character set and collation alone, a database would lose what no table and no row shows.
test('a database made again has all its options', async () => {
  const created = async () => {
    const [row] = await source.use((session) => session.plain(`show create database \`${LIVE}\``))
    return String(row?.['create database'])
  }
  for (const option of ["comment 'COLLATE x; it''s'", "encryption = 'Y'", "primary_zone = 'zone1'"])
    await sql(`alter database \`${LIVE}\` ${option}`).catch(() => undefined)
  const [text, before] = [await created(), await source.use((session) => readStructure(session, LIVE))]
  await recreateDatabase(source, LIVE, before)
  expect(await created()).toBe(text)
  const after = await source.use((session) => readStructure(session, LIVE))
  expect(databaseDifferences(before, after)).toEqual({ differences: [], weak: [] })
  const changed = databaseDifferences({ ...before, options: 'REPLICA_NUM = 3' }, after)
  expect(changed.weak.map(({ key }) => key)).toEqual(['proofs.weak.databaseOptions'])
})

test('content is proven, and the proof changes with a fraction', async () => {
  const proof = async () => (await readContents(source, LIVE)).tables.find(({ name }) => name === 'parent')?.proof
  const before = await proof()
  expect(before?.by).toBe((await source.use(readServer)).contentProof)
  await sql(`update \`${LIVE}\`.parent set n = 1.26`)
  expect(await proof()).not.toEqual(before)
})

// OceanBase puts no value of more than 1 MB into a text, and dumps are the panel's own there, with every digit.
test('long values and exact numbers are proven, and the proof changes with one of their bytes', async () => {
  await sql(
    `create table \`${LIVE}\`.long_row (id int primary key, b longblob, t longtext, n varchar(20))`,
    `insert into \`${LIVE}\`.long_row values (1, repeat('a', 1200000), repeat('b', 1200000), 'x'), (2, null, '', '')`,
    `create table \`${LIVE}\`.exact (id int primary key, f float)`,
    `insert into \`${LIVE}\`.exact values (1, 1.5), (2, 16777217)`,
  )
  const proofs = async () => new Map((await readContents(source, LIVE)).tables.map(({ name, proof }) => [name, proof]))
  const { contentProof } = await source.use(readServer)
  const isExact = await source.use(async ({ dialect }) => dialect.clients === null)
  const before = await proofs()
  expect([before.get('long_row')?.by, before.get('exact')?.by]).toEqual([contentProof, isExact ? contentProof : 'none'])
  await sql(`update \`${LIVE}\`.long_row set t = concat(repeat('b', 1199999), 'c') where id = 1`)
  expect((await proofs()).get('long_row')).not.toEqual(before.get('long_row'))
  await sql(`drop table \`${LIVE}\`.long_row`, `drop table \`${LIVE}\`.exact`)
})

test('a view, a trigger and a routine are taken away and come back exactly so', async () => {
  const kinds = await kindsThere()
  const statements = {
    view: 'create view seen as select id, t from parent',
    trigger: "create trigger noted before insert on parent for each row set new.t = concat(new.t, '!')",
    function: 'create function plus_one(n int) returns int deterministic no sql return n + 1',
  }
  await sql(`use \`${LIVE}\``, ...kinds.map((kind) => statements[kind]))
  const structure = () => source.use((session) => readStructure(session, LIVE))
  const before = await structure()
  expect(before.uncarried).toEqual([])
  expect(before.objects.map(({ kind }) => kind).sort()).toEqual(kinds.toSorted())
  for (const object of before.objects) await source.use((session) => dropObject(session, LIVE, object))
  expect((await structure()).objects).toEqual([])
  for (const object of before.objects) await createObject(source, LIVE, object)
  expect(await structure()).toEqual(before)
  await sql(`insert into \`${LIVE}\`.parent values (2, 'x', 1)`)
  const [row] = await source.use((session) => session.plain(`select t from \`${LIVE}\`.seen where id = 2`))
  expect(row?.['t']).toBe(kinds.includes('trigger') ? 'x!' : 'x')
})

// Such a session of OMS may write into any database by its full name, after T1 too.
// OceanBase names a missing function without its database, and prints whether a procedure reads tables by those that it finds.
test('a view that calls a function and a procedure that reads a table go through their rehearsal', async () => {
  const kinds = await kindsThere()
  if (!kinds.includes('function') || !kinds.includes('view')) return
  await sql(
    `use \`${LIVE}\``,
    'create function plus_one(n int) returns int deterministic no sql return n + 1',
    'create view more as select plus_one(id) as n from parent',
    'create procedure all_rows() select * from parent',
  )
  expect(await changedObjects(source, COPY, [LIVE])).toEqual([])
})

test('a session without a current database is seen', async () => {
  const other = await server.stranger()
  try {
    const seen = await source.use((session) => readSessionsWithoutDatabase(session))
    expect(seen.find(({ id }) => id === other.id)).toMatchObject({ user: other.account, database: '-' })
  } finally {
    other.connection.destroy()
  }
})

describe('the swap', () => {
  test('tables with a key of one name on both sides go in, and back again', async () => {
    const took = await swapTables(source, swapMoves([TRIPLE], 'before'), { deadlineSeconds: 10 })
    expect(took).toBeLessThanOrEqual(2)
    expect(swapState([TRIPLE], await places())).toBe('in')
    const [row] = await source.use((session) => session.plain(`select t from \`${LIVE}\`.parent`))
    expect(row?.['t']).toBe(COPY)
    await swapTables(source, undoMoves([TRIPLE], 'in', await places()), { deadlineSeconds: 10 })
    expect(swapState([TRIPLE], await places())).toBe('before')
  })

  // Without its own deadline it waits for ever on OceanBase, with OMS down.
  test('an idle session with a changed row stops it at its deadline, is named, and nothing has moved', async () => {
    const other = await server.stranger()
    try {
      await other.connection.query(`use \`${LIVE}\``)
      await other.connection.query('start transaction')
      await other.connection.query("update parent set t = 'held'")
      const begun = performance.now()
      // A proxy that refuses KILL leaves it to a person.
      const [said, hint] = (await endsStatements(source)) ? ['renameBlocked', 'endHolders'] : ['renameCannotEnd', 'endThemYourself']
      expect(await problemOf(swapTables(source, swapMoves([TRIPLE], 'before'), { deadlineSeconds: 1 }))).toMatchObject({
        code: 'timeout',
        said: { key: `metadb.${said}` },
        hint: { key: `metadb.${hint}` },
        raw: expect.stringContaining(`session ${other.id}:`),
      })
      expect(performance.now() - begun).toBeLessThan(20_000)
      expect(swapState([TRIPLE], await places())).not.toBe('in')
      await other.connection.query('rollback')
      // One that could not be ended goes on now.
      await expect.poll(isRenaming).toBe(false)
      const state = swapState([TRIPLE], await places())
      if (state === 'before' || state === 'out') await swapTables(source, swapMoves([TRIPLE], state), { deadlineSeconds: 10 })
      expect(swapState([TRIPLE], await places())).toBe('in')
    } finally {
      other.connection.destroy()
    }
  })

  test('three scratch databases tell whether all of it is possible', async () => {
    const names = [besideName(LIVE, newTag(), 'try'), besideName(LIVE, newTag(), 'try'), besideName(LIVE, newTag(), 'try')] as const
    const kills = await endsStatements(source)
    const refused = kills ? [] : [expect.stringContaining('Unknown thread id')]
    expect(await probeSwap(source, names, UTF8)).toEqual({ creates: true, renames: true, kills, refused })
  })
})

// Each rehearsal left two rights more with the account of OMS.
test('a database that the panel drops leaves no right on its routines behind', async () => {
  if (!(await kindsThere()).includes('function')) return
  const name = besideName(LIVE, newTag(), 'try')
  await source.use((session) => createBeside(session, name, UTF8))
  await sql(`create function \`${name}\`.f() returns int deterministic no sql return 1`)
  await dropBeside(source, name)
  const grants = await source.use((session) => session.plain('show grants'))
  expect(JSON.stringify(grants)).not.toContain(name)
})

test('dropping a database ends at its deadline too, and says who is in the way', async () => {
  const other = await server.stranger()
  try {
    await other.connection.query(`use \`${COPY}\``)
    await other.connection.query('start transaction')
    await other.connection.query("update parent set t = 'held'")
    const drop = `drop database \`${COPY}\``
    expect(await problemOf(runDdl(source, { sql: drop, shown: drop, databases: [COPY], deadlineSeconds: 1 }))).toMatchObject({
      code: 'timeout',
      said: { key: (await endsStatements(source)) ? 'metadb.ddlBlocked' : 'metadb.ddlCannotEnd', params: { statement: drop } },
      raw: expect.stringContaining(`session ${other.id}:`),
    })
    expect((await places()).get(COPY)).toEqual(['child', 'parent'])
  } finally {
    other.connection.destroy()
  }
  await dropBeside(source, COPY)
  expect((await places()).get(COPY)).toEqual([])
})

describe('what an account could not create again', () => {
  const [user, plain, guarded] = [`t${TAG}_u`, `t${TAG}_plain`, `t${TAG}_guarded`]
  const DEFINERS = { own: `${user}@%`, other: `${plain}@%`, guarded: `${guarded}@%`, gone: `t${TAG}_gone@%` }
  const BODIES = {
    view: 'view made as select id from parent',
    trigger: 'trigger made before insert on parent for each row set new.id = new.id + 1',
    function: 'function made() returns int\n    DETERMINISTIC\nreturn 1',
  } as const

  afterAll(() => sql(...[user, plain, guarded].map((name) => `drop user if exists ${name}`)))

  /** By trying it. */
  async function isRefused(own: ConnectionSource, kind: keyof typeof BODIES, definer: string): Promise<boolean> {
    const [name = '', host = ''] = definer.split('@')
    const run = (statement: string) =>
      own.use(async (session) => {
        await session.plain(`use \`${LIVE}\``)
        await session.plain(statement)
      })
    try {
      // OceanBase has no grammar for the definer of a view.
      const statement = `create definer = '${name}'@'${host}' ${BODIES[kind]}`
      const isOwn = definer === DEFINERS.own
      await run(isOwn ? await own.use(async ({ dialect }) => dialect.ownStatement(kind, statement)) : statement).catch(
        (error: { cause?: { errno?: number } }) => {
          if (error.cause?.errno !== 1064) throw error
          return run(`create ${BODIES[kind]}`)
        },
      )
      return false
    } catch {
      return true
    } finally {
      await sql(`use \`${LIVE}\``, `drop ${kind} if exists made`)
    }
  }

  // With lower_case_table_names=1 the server keeps grants in small letters, and config.yaml may not.
  test('a right on one database is seen in whatever spelling the server takes for its name', async () => {
    const spelled = (await source.use(ignoresCase)) ? LIVE.toUpperCase() : LIVE
    await sql(`drop user if exists ${user}`, `create user ${user} identified by 'own-Pass-1'`, `grant all on \`${spelled}\`.* to ${user}`)
    const own = new ConnectionSource({ ...server.login, user: server.spelled(user), password: new Secret('own-Pass-1') })
    expect(await own.use((session) => missingPrivileges(session, [LIVE, spelled]))).toEqual([])
    expect((await own.use((session) => missingPrivileges(session, ['other']))).map(({ database }) => database)).toEqual(['other'])
    own.close()
  })

  test('what an account without a global privilege made itself it can bring back', async () => {
    await sql(
      `drop user if exists ${user}`,
      `create user ${user} identified by 'own-Pass-1'`,
      `grant all on \`${LIVE}\`.* to ${user}`,
      `use \`${LIVE}\``,
    )
    const own = new ConnectionSource({ ...server.login, user: server.spelled(user), password: new Secret('own-Pass-1') })
    const kinds = (await kindsThere()).filter((kind) => kind !== 'function')
    const made = await problemOf(
      own.use(async (session) => {
        await session.plain(`use \`${LIVE}\``)
        if (kinds.includes('trigger')) await session.plain(`create ${BODIES.trigger}`)
        await session.plain(`create ${BODIES.view.replace('made', 'seen')}`)
      }),
    )
    const { objects } = await own.use((session) => readStructure(session, LIVE))
    const told = await own.use((session) =>
      notCreatable(session, [{ database: LIVE, kind: 'trigger', name: 'made', definer: `${user}@%`, statement: BODIES.trigger }]),
    )
    // A binary log that refuses the trigger refuses it at once.
    if (told.length > 0) expect(made).toMatchObject({ said: { key: 'metadb.binaryLogRefuses' } })
    else {
      expect(objects.map(({ kind }) => kind)).toEqual(kinds)
      for (const object of objects) await own.use((session) => dropObject(session, LIVE, object))
      for (const object of objects) await createObject(own, LIVE, object)
      expect((await own.use((session) => readStructure(session, LIVE))).objects).toEqual(objects)
    }
    own.close()
  })

  // A wrong no stops an upgrade for nothing; a wrong yes is found after the databases were swapped.
  test.each(['', 'SUPER', 'SET USER', 'SET_ANY_DEFINER', 'SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER', 'SET_ANY_DEFINER, SYSTEM_USER'])(
    'with the privileges "%s" it is told as it comes out',
    async (privileges) => {
      await sql(
        ...[user, plain, guarded].flatMap((name) => [`drop user if exists ${name}`, `create user ${name} identified by 'own-Pass-1'`]),
        `grant all on \`${LIVE}\`.* to ${user}`,
        `grant select on *.* to ${user}`,
      )
      await sql(`grant SYSTEM_USER on *.* to ${guarded}`).catch(() => undefined)
      // Where the server does not have them there is nothing to be told.
      const isGranted = privileges === '' || (await problemOf(sql(`grant ${privileges} on *.* to ${user}`))) === 'no problem'
      if (!isGranted) return expect(['', 'SUPER']).not.toContain(privileges)
      const own = new ConnectionSource({ ...server.login, user: server.spelled(user), password: new Secret('own-Pass-1') })
      const found: Record<string, boolean> = {}
      const told: Record<string, boolean> = {}
      for (const [who, definer] of Object.entries(DEFINERS)) {
        for (const kind of await kindsThere()) {
          found[`${kind} of ${who}`] = await isRefused(own, kind, definer)
          const object = { database: LIVE, kind, name: 'made', definer, statement: `CREATE ${BODIES[kind]}` }
          told[`${kind} of ${who}`] = (await own.use((session) => notCreatable(session, [object]))).length > 0
        }
      }
      expect(told).toEqual(found)
      own.close()
    },
  )
})

test('a statement that an earlier attempt left is found by its mark and ended', async () => {
  const of = { job: TAG, run: 'one', attempt: 1 }
  const earlier = new ConnectionSource(server.login, { mark: statementMark(of) })
  const left = problemOf(earlier.use((session) => session.plain('select sleep(30)')))
  const own = { mark: jobMark(TAG), databases: [] }
  if (!(await endsStatements(source))) {
    expect(await problemOf(source.use((session) => endOwnStatements(session, own, { withinSeconds: 1 })))).toMatchObject({
      said: { key: 'metadb.ownStatementsCannotEnd' },
    })
    earlier.close()
    return
  }
  await expect.poll(() => source.use((session) => endOwnStatements(session, own)), { timeout: 10_000 }).toBe(1)
  expect(await left).not.toBe('no problem')
  earlier.close()
})
