import { execFile, spawn } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { connectMetaDbWriters } from '../metadb/connect-meta-dbs.ts'
import { mariadb } from '../metadb/dialects/mariadb.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../metadb/testing/start-private-mariadb.ts'
import { wholeOf } from '../metadb/testing/whole-of.ts'
import { openBackupWriter } from './open-backups.ts'
import { clientTools } from './testing/client-tools.ts'
import { dumpAsBefore } from './testing/dump-as-before.ts'

const run = promisify(execFile)
const backups = openBackupWriter(alwaysPermitted)
const BIN = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }
const CLOSING = '-- Dump completed on 2024-01-01  0:00:00\n'
let server: PrivateMariaDb
let metaDb: MetaDbWriter
let folder: string

beforeAll(async () => {
  server = await startPrivateMariaDb()
  metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
})

afterAll(async () => {
  await metaDb.close()
  await server.stop()
})

afterEach(() => {
  vi.unstubAllEnvs()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-restore-'))
  return () => rm(folder, { recursive: true, force: true })
})

function options(signal = new AbortController().signal) {
  const lines: string[] = []
  const progress: [number, number][] = []
  return {
    lines,
    progress,
    signal,
    onLine(line: string) {
      lines.push(line)
    },
    onProgress(done: number, total = 0) {
      progress.push([done, total])
    },
  }
}

async function restore(
  database: string,
  file: string,
  { login = server.root, signal }: { login?: typeof server.root; signal?: AbortSignal } = {},
) {
  const told = options(signal)
  await backups.restore(login, { database, file }, told)
  return told
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

/** A dump by hand: its statements, one a line. */
async function dumpOf(...statements: string[]): Promise<string> {
  const file = join(folder, 'by-hand.sql')
  await writeFile(
    file,
    `-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB\n${statements.map((statement) => `${statement};\n`).join('')}${CLOSING}`,
  )
  return file
}

/** Takes about a minute to restore. */
async function longDump(): Promise<string> {
  const file = await dumpOf('create table t (id int primary key auto_increment, a int)')
  await appendFile(file, 'insert into t (a) values (1);\n'.repeat(500_000))
  return file
}

const sessionsOn = (database: string) => server.value(`select count(*) from information_schema.processlist where db = '${database}'`)
const rowsOf = async (table: string) => Number(await server.value(`select count(*) from ${table}`).catch(() => 0))

/** As backups of earlier versions are. */
async function dumpBoth(database: string): Promise<{ data: string; objects: string }> {
  const files = { data: join(folder, 'data.sql'), objects: join(folder, 'objects.sql') }
  for (const content of ['data', 'objects'] as const) await dumpAsBefore(server.root, database, files[content], content)
  return files
}

// Who may read a log or a report may not therefore read the databases; and 20 MB of one row fill a store and freeze a browser.
test.each([
  ['a syntax error in a row', "insert into t values (1, 'planted secret' 'x", 'near'],
  ['a NUL in a row of 20 MB', `insert into t values (1, 'planted secret\0${'x'.repeat(20_000_000)}')`, 'at line 3'],
  ['a duplicate key', "insert into t values (1, 'planted secret'), (1, 'planted secret')", 'Duplicate entry'],
])('what a failed restore says holds no row: %s', async (_, statement, words) => {
  await server.sql('create or replace database spilled')
  const file = await dumpOf('create table t (id int, a longtext, unique (a(40)))', statement)
  const told = options()
  const problem = await problemOf(backups.restore(server.root, { database: 'spilled', file }, told))
  const said = JSON.stringify([problem, told.lines])
  expect(said).toContain('ERROR')
  expect(said).toContain(words)
  expect(said).not.toContain('planted')
  expect(said.length).toBeLessThan(40_000)
})

describe('a restore brings everything back', () => {
  // The guide's rollback loses the default collation, triggers, routines and events (RELIABILITY.md 1.4).
  test('rows, views with their definers, triggers, routines, events, collation: definitions and contents are equal', async () => {
    await server.sql(
      "create or replace user somebody identified by 'x'",
      'create or replace database lived character set utf8mb4 collate utf8mb4_bin',
      'grant all on lived.* to somebody',
      'use lived',
      "create table texts (id int primary key auto_increment, t text, b blob, j varchar(9), g int as (length(t)) stored) comment 'it''s; (a)'",
      `insert into texts (t, b, j) values ('元数据 😀 ''q'' "d" \\\\ \\r\\n; (1)', x'00FF27285C0A1A', null), ('', '', ''), ('quit\\n', x'', '(')`,
      'create table empty_ (id int)',
      'create table `we``ird (; name` (`values` int)',
      'create table big (id int primary key, filler varchar(500), key (filler(20)))',
      'insert into big select seq, repeat(md5(seq), 12) from seq_1_to_40000',
      'create definer = somebody@`%` view v as select id, t from texts',
      'create view w as select v.id from v join big on big.id = v.id',
      'create trigger tr before insert on empty_ for each row begin set new.id = 7; end',
      'create procedure p() begin\r\n  select 1;\r\n  select 2;\nend',
      'create function f() returns int return 1',
      'create event ev on schedule every 1 day do delete from lived.empty_',
    )
    const before = await wholeOf(metaDb, 'lived')
    const body = await server.value(
      "select hex(routine_definition) from information_schema.routines where routine_schema = 'lived' and routine_name = 'p'",
    )
    const files = await dumpBoth('lived')
    await server.sql(
      'alter database lived character set latin1',
      "update lived.texts set t = 'changed'",
      'alter table lived.big add column added int',
      'drop view lived.v',
      'create table lived.`left over` (id int)',
    )
    expect(await wholeOf(metaDb, 'lived')).not.toEqual(before)

    await metaDb.recreate('lived', BIN)
    const told = await restore('lived', files.data)
    expect((await metaDb.structure('lived')).objects.filter(({ kind }) => kind === 'trigger')).toEqual([])
    await restore('lived', files.objects)

    expect(await wholeOf(metaDb, 'lived')).toEqual(before)
    expect(before.contents.some(({ proof }) => proof.by === 'none')).toBe(false)
    expect(before.objects.find(({ name }) => name === 'v')?.definer).toBe('somebody@%')
    expect(before).toMatchObject(BIN)
    // Line ends inside a routine are part of it.
    expect(
      await server.value(
        "select hex(routine_definition) from information_schema.routines where routine_schema = 'lived' and routine_name = 'p'",
      ),
    ).toBe(body)
    const { size } = await stat(files.data)
    expect(told.progress.at(-1)).toEqual([size, size])
    expect(told.lines).toEqual([])
    await restore('lived', files.data)
    await metaDb.recreate('lived', BIN)
    await restore('lived', files.data)
    await restore('lived', files.objects)
    expect(await wholeOf(metaDb, 'lived')).toEqual(before)
  })

  // Green as a backup, each of these once ended a rollback with nothing to go back to.
  test.each([
    ['an impossible row format', 'create table t (id int primary key, a varchar(10)) row_format=fixed', "insert into t values (1, 'a')"],
    [
      'a block size of another format',
      'create table t (id int primary key) row_format=dynamic key_block_size=8',
      'insert into t values (1)',
    ],
    ['a row that a check refuses', 'create table t (id int, constraint c check (id > 0))', 'insert into t values (-5)'],
  ])('made where the server was lenient: %s', async (_, create, insert) => {
    const lenient = 'set session innodb_strict_mode = 0, check_constraint_checks = 0'
    await server.sql('create or replace database lenient', 'use lenient', lenient, create, insert)
    const before = await wholeOf(metaDb, 'lenient')
    const file = join(folder, 'lenient.sql')
    await backups.dump(server.root, { database: 'lenient', tables: ['t'], tool: (await clientTools()).dump, file }, options())
    const { characterSet, collation } = before
    await metaDb.recreate('lenient', { characterSet, collation })
    await restore('lenient', file)
    expect(await wholeOf(metaDb, 'lenient')).toEqual(before)
  })

  test('the longest statement of a dump is known, so that one no packet can hold is found before it is needed', async () => {
    await server.sql(
      'create or replace database wide',
      'create table wide.t (b longblob)',
      "insert into wide.t values (repeat(x'00ff', 2000000)), (x'')",
    )
    const file = join(folder, 'wide.sql')
    await backups.dump(server.root, { database: 'wide', tables: ['t'], tool: (await clientTools()).dump, file }, options())
    const { longestStatement } = await backups.verify(file)
    expect(longestStatement).toBeGreaterThan(8_000_000)
    expect(longestStatement).toBeLessThan(8_000_200)
  })

  test('progress grows while the client reads', async () => {
    await metaDb.recreate('watched', BIN)
    const abort = new AbortController()
    const told = options(abort.signal)
    const file = await longDump()
    const restoring = problemOf(backups.restore(server.root, { database: 'watched', file }, told))
    await expect.poll(() => told.progress.length, { timeout: 20_000 }).toBeGreaterThan(3)
    abort.abort(new Error('seen enough'))
    await restoring
    const read = told.progress.map(([bytes]) => bytes)
    expect(read).toEqual([...read].sort((a, b) => a - b))
    expect(read.at(-1)).toBeGreaterThan(read[0] ?? 0)
    expect(told.progress[0]?.[1]).toBe((await stat(file)).size)
  })

  test.each(['-a`b\'c"d', '--force', 'x;y $(id)', '元数据库', `long${'x'.repeat(60)}`])(
    'the database name %j is a name, not an option',
    async (name) => {
      await metaDb.recreate(name, BIN)
      await restore(name, await dumpOf('create table t (id int)', 'insert into t values (1), (2)'))
      expect(await rowsOf(`${quoteIdentifier(name)}.t`)).toBe(2)
      expect(await metaDb.structure(name)).toMatchObject(BIN)
    },
  )

  // A password on a command line is everybody's on the machine.
  test.each(["a'MARK", 'a"MARK', 'a\\MARK', 'a#MARK', 'a;MARK', ' MARK', 'MARK ', '密码MARK', '$(id)`MARK`', '\\nMARK%p', '=MARK['])(
    'the password %j works and stands in no process list and no environment',
    async (withMark) => {
      const mark = 'Zq7Kw9'
      const password = withMark.replace('MARK', mark)
      await server.sql(
        `create or replace user nasty identified by '${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
        'grant all on *.* to nasty',
      )
      const login = server.login('nasty', password)
      await metaDb.recreate('secretive', BIN)
      const abort = new AbortController()
      const temporary = join(folder, 'tmp')
      await run('mkdir', [temporary])
      vi.stubEnv('TMPDIR', temporary)
      const file = await dumpOf('create table t (id int)', 'do sleep(60)')
      const restoring = problemOf(restore('secretive', file, { login, signal: abort.signal }))
      await expect.poll(() => sessionsOn('secretive')).toBe(1)
      const patterns = join(folder, 'patterns')
      await writeFile(patterns, `${mark}\nomsup.restore\n`)
      const script = 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -aF -f "$0"; true'
      const seen = (await run('/bin/sh', ['-c', script, patterns])).stdout
      expect(seen).toContain('omsup.restore')
      expect(seen).not.toContain(mark)
      abort.abort(new Error('held'))
      await restoring
      vi.unstubAllEnvs()
      expect(await readdir(temporary)).toEqual([])
      await metaDb.breakRestoreFence('secretive')
    },
  )

  test('the account needs no more than the panel asks for', async () => {
    await server.sql(
      'create or replace database modest_db character set utf8mb4 collate utf8mb4_bin',
      "create or replace user modest identified by 'x'",
      `grant ${mariadb.neededPrivileges.join(', ')} on modest_db.* to modest`,
      'use modest_db',
      'create table t (id int primary key)',
      'create definer = modest@`%` view v as select id from t',
      'create definer = modest@`%` trigger tr before insert on t for each row set new.id = new.id + 1',
      'create definer = modest@`%` procedure p() select 1',
      'create definer = modest@`%` event ev on schedule every 1 day do select 1',
    )
    const login = server.login('modest', 'x')
    const own = await connectMetaDbWriters(alwaysPermitted).open(login)
    const before = await wholeOf(own, 'modest_db')
    const files = await dumpBoth('modest_db')
    await own.recreate('modest_db', BIN)
    await restore('modest_db', files.data, { login })
    await restore('modest_db', files.objects, { login })
    expect(await own.breakRestoreFence('modest_db')).toBe(0)
    expect(await wholeOf(own, 'modest_db')).toEqual(before)
    await own.close()
  })
})

describe('a restore that did not do everything is an error', () => {
  // `source` goes on after it and ends with 0 (RELIABILITY.md 1.1).
  test('a broken statement in the middle, and nothing after it runs', async () => {
    await metaDb.recreate('broken', BIN)
    const file = await dumpOf(
      'create table a (id int)',
      'insert into a values (1)',
      'insert into nowhere values (1)',
      'create table b (id int)',
    )
    const told = options()
    expect(await problemOf(backups.restore(server.root, { database: 'broken', file }, told))).toMatchObject({
      code: 'refused',
      said: { key: 'backups.restoreFailed' },
      raw: expect.stringMatching(/ERROR 1146 .* at line 4/),
    })
    expect(told.lines.join('\n')).toContain('ERROR 1146')
    expect((await metaDb.contents('broken')).tables).toMatchObject([{ name: 'a', rows: 1 }])
  })

  test('a statement cut off, and a line that would end the client with code 0', async () => {
    const cut = await dumpOf('create table a (id int)', "insert into a values ('")
    await metaDb.recreate('broken', BIN)
    expect(await problemOf(restore('broken', cut))).toMatchObject({ code: 'refused' })
    const quit = await dumpOf('create table c (id int)', 'do 1;\nquit\ndo 2', 'create table d (id int)')
    await metaDb.recreate('broken', BIN)
    expect(await problemOf(restore('broken', quit))).toMatchObject({ code: 'refused' })
  })

  test('the MetaDB killed in the middle, and the same restore works afterwards', async () => {
    await metaDb.recreate('killed', BIN)
    const restoring = problemOf(restore('killed', await longDump()))
    await expect.poll(() => rowsOf('killed.t'), { timeout: 20_000 }).toBeGreaterThan(100)
    await server.kill()
    expect(await restoring).toMatchObject({ code: 'unavailable', said: { key: 'backups.restoreLost' } })
    const small = await dumpOf('create table t (id int)', 'insert into t values (1)')
    expect(await problemOf(restore('killed', small))).toMatchObject({ code: 'unavailable', field: 'metaDb.host' })
    await server.start()
    await metaDb.recreate('killed', BIN)
    await restore('killed', small)
    expect(await rowsOf('killed.t')).toBe(1)
  })

  test.each([
    ['a wrong password', { login: () => server.login('root', 'wrong-pass-word') }, { code: 'refused', field: 'metaDb.password' }],
    ['an unknown database', { database: 'no_such' }, { code: 'not-found', said: { key: 'metadb.databaseMissing' } }],
    ['a file that is gone', { file: '/nonexistent/x.sql' }, { code: 'not-found', said: { key: 'backups.fileMissing' } }],
  ] as const)('%s', async (_, change: { login?: () => typeof server.root; database?: string; file?: string }, expected) => {
    await metaDb.recreate('there', BIN)
    const file = change.file ?? (await dumpOf('create table t (id int)'))
    const problem = await problemOf(restore(change.database ?? 'there', file, change.login ? { login: change.login() } : {}))
    expect(problem).toMatchObject(expected)
    expect(JSON.stringify(problem)).not.toContain('wrong-pass-word')
  })

  test('a definer that the account may not set', async () => {
    await metaDb.recreate('owned', BIN)
    await server.sql("create or replace user modest identified by 'x'", `grant ${mariadb.neededPrivileges.join(', ')} on owned.* to modest`)
    const file = await dumpOf('create table t (id int)', 'create definer = root@localhost view v as select id from t')
    expect(await problemOf(restore('owned', file, { login: server.login('modest', 'x') }))).toMatchObject({
      code: 'refused',
      said: { key: 'metadb.notAllowed' },
      raw: expect.stringContaining('1227'),
    })
  })

  // MySQL's client stops at the first line of MariaDB's dumps, in the middle of a rollback (RELIABILITY.md 1.8).
  test('a dump of the other family of clients is refused before anything is written', async () => {
    await metaDb.recreate('there', BIN)
    const file = await dumpOf('create table t (id int)')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^.*\n/, '-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n'))
    expect(await problemOf(restore('there', file))).toMatchObject({ code: 'refused', said: { key: 'backups.dumpOfOtherFamily' } })
    expect((await metaDb.contents('there')).tables).toEqual([])
  })
})

describe('one restore at a time', () => {
  test('of two at once, one goes on and the other is told that it is in the way', async () => {
    await metaDb.recreate('shared', BIN)
    const file = await dumpOf('create table t (id int)', 'do sleep(3)', 'insert into t values (1)')
    const results = await Promise.all([problemOf(restore('shared', file)), problemOf(restore('shared', file))])
    expect(results).toContain('no problem')
    expect(results).toContainEqual(expect.objectContaining({ code: 'conflict' }))
    expect(await rowsOf('shared.t')).toBe(1)
  })

  test('an abort ends the client and leaves with its reason', async () => {
    await metaDb.recreate('held', BIN)
    const abort = new AbortController()
    const reason = new Error('held')
    const restoring = restore('held', await longDump(), { signal: abort.signal })
    await expect.poll(() => rowsOf('held.t'), { timeout: 20_000 }).toBeGreaterThan(100)
    abort.abort(reason)
    await expect(restoring).rejects.toBe(reason)
    await expect.poll(() => sessionsOn('held'), { timeout: 2000 }).toBe(0)
  })

  // A client that survived went on writing into the database that the next attempt had just created (RELIABILITY.md 1.6).
  test('kill -9 of the panel leaves no session behind, and the next attempt is whole', async () => {
    await metaDb.recreate('orphaned', BIN)
    const file = await longDump()
    const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./testing/restore-once.ts', import.meta.url))], {
      stdio: ['pipe', 'inherit', 'inherit'],
    })
    const { port, user, password } = server.root
    child.stdin?.end(JSON.stringify({ port, user, password: password.reveal(), database: 'orphaned', file }))
    await expect.poll(() => rowsOf('orphaned.t'), { timeout: 30_000 }).toBeGreaterThan(100)
    child.kill('SIGKILL')
    await expect.poll(() => sessionsOn('orphaned'), { timeout: 2000 }).toBe(0)
    expect(await metaDb.breakRestoreFence('orphaned')).toBe(0)
    await metaDb.recreate('orphaned', BIN)
    await restore('orphaned', await dumpOf('create table t (id int)', 'insert into t values (1)'))
    expect((await metaDb.contents('orphaned')).tables).toMatchObject([{ name: 't', rows: 1 }])
  })

  test('a restore that still runs on the server is ended by its fence, and its lock is free then', async () => {
    await metaDb.recreate('stuck', BIN)
    const stuck = problemOf(restore('stuck', await dumpOf('create table t (id int)', 'do sleep(60)', 'insert into t values (1)')))
    await expect.poll(() => sessionsOn('stuck')).toBe(1)
    await expect.poll(() => problemOf(restore('stuck', join(folder, 'by-hand.sql')))).toMatchObject({ code: 'conflict' })
    expect(await metaDb.breakRestoreFence('stuck')).toBe(1)
    expect(await stuck).toMatchObject({ code: expect.stringMatching(/unavailable|refused/) })
    expect(await metaDb.breakRestoreFence('stuck')).toBe(0)
    await metaDb.recreate('stuck', BIN)
    await restore('stuck', await dumpOf('create table t (id int)', 'insert into t values (2)'))
    expect(await rowsOf('stuck.t')).toBe(1)
  })
})

describe('the emergency kit on disk', () => {
  test('files are private, only scripts can be run, and writing again replaces them', async () => {
    const kit = join(folder, 'job 1', 'kit')
    await backups.writeKit(kit, [{ name: 'rollback.sh', text: 'old', executable: true }])
    await backups.writeKit(kit, [
      { name: 'rollback.sh', text: '#!/bin/sh\necho 数据\n', executable: true },
      { name: 'ROLLBACK.txt', text: 'read me\n', executable: false },
    ])
    expect(await readdir(kit)).toEqual(['ROLLBACK.txt', 'rollback.sh'])
    expect((await run(join(kit, 'rollback.sh'))).stdout).toBe('数据\n')
    const modes = await Promise.all(['.', 'rollback.sh', 'ROLLBACK.txt'].map(async (name) => (await stat(join(kit, name))).mode & 0o777))
    expect(modes).toEqual([0o700, 0o700, 0o600])
  })

  test('a name that leaves the folder is refused', async () => {
    const kit = join(folder, 'job 2')
    expect(await problemOf(backups.writeKit(kit, [{ name: '../x', text: '', executable: false }]))).toMatchObject({ code: 'refused' })
    expect(await readdir(folder)).not.toContain('x')
  })
})
