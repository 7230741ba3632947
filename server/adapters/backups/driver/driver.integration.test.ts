import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alwaysPermitted } from '../../../engine/testing/always-permitted.ts'
import { OperatorError } from '../../../errors.ts'
import type { MetaDbWriter } from '../../../procedure/ports/metadb.ts'
import { connectMetaDbWriters } from '../../metadb/connect-meta-dbs.ts'
import type { Session } from '../../metadb/session.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../../metadb/testing/start-private-mariadb.ts'
import { wholeOf } from '../../metadb/testing/whole-of.ts'
import { PANEL } from '../fitting-tools.ts'
import { openBackupWriter } from '../open-backups.ts'
import { restoreDatabase } from '../restore-database.ts'
import { clientTools } from '../testing/client-tools.ts'
import { optionFile } from '../with-option-file.ts'
import { dumpedTable } from './dumped-table.ts'

const backups = openBackupWriter(alwaysPermitted)
const told = () => ({ onLine: () => undefined, onProgress: () => undefined, signal: new AbortController().signal })
const BIN = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }
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

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-driver-'))
  return () => rm(folder, { recursive: true, force: true })
})

async function dump(database: string, name = 'a.sql') {
  const file = join(folder, name)
  const { tables } = await metaDb.structure(database)
  const content = await backups.dump(server.root, { database, tables: tables.map((table) => table.name), file, tool: PANEL }, told())
  return { file, content }
}

/** As a person would with nothing but the file: no option that the panel's own restores give. */
async function restoreByClient(database: string, file: string): Promise<void> {
  const option = join(folder, 'root.cnf')
  const { restore } = await clientTools()
  await writeFile(option, optionFile(server.root, restore.flavour), { mode: 0o600 })
  const client = execFile(restore.path, [`--defaults-file=${option}`, database])
  let said = ''
  client.stderr?.on('data', (text) => {
    said += text
  })
  const ended = new Promise<number | null>((resolve) => client.once('close', resolve))
  if (client.stdin !== null) await pipeline(createReadStream(file), client.stdin)
  expect([await ended, said]).toEqual([0, ''])
}

const restoreByPanel = (database: string, file: string) => backups.restore(server.root, { database, file }, told())

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: { problem?: unknown }) => error.problem ?? error,
  )
}

const TYPES = `create table t (
  id bigint unsigned auto_increment primary key, ti tinyint, bu bigint unsigned, z int(8) unsigned zerofill, d decimal(65, 30), f float, db double, fd float(9, 3),
  bt bit(13), y year, da date, dt datetime(6), ts timestamp(6) null, tm time(3), c char(9), v varchar(99), vb varbinary(40), bi binary(5),
  tx mediumtext, lb longblob, e enum('a', '元''', ''), s set('x', 'y;'), js json, g geometry, ip inet6, u uuid, inv int invisible default 5,
  la varchar(20) character set latin1, gb varchar(20) character set gbk, uc varchar(20) character set ucs2, gv int as (ti + 1) virtual, gs varchar(20) as (concat(v, '!')) stored
) default charset utf8mb4`

const TRICKY = String.raw`'quote '' double " back\\slash ; \n-- x\nDELIMITER ;;\n\\g \r\n \0 \Z %s ? 元数据 😀 /*!50000 x */ ), ('`

const ROWS = [
  { name: 'a_child', rows: 2 },
  { name: 't', rows: 3 },
  { name: "we`ird\n(; '", rows: 3 },
  { name: 'z_parent', rows: 1 },
]

describe('what the panel dumps through its driver comes back exactly', () => {
  beforeAll(async () => {
    await server.sql(
      'create or replace database types character set utf8mb4 collate utf8mb4_bin',
      'use types',
      "set names utf8mb4, time_zone = '+05:30', sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
      TYPES,
      `insert into t (id, ti, bu, z, d, f, db, fd, bt, y, da, dt, ts, tm, c, v, vb, bi, tx, lb, e, s, js, g, ip, u, la, gb, uc) values
        (0, -128, 18446744073709551615, 42, 12345678901234567890.123456789012345678901234567890, 1.1, 1.7976931348623157e308, 1.125, b'1000000000001', 2155,
         '0000-00-00', '0000-00-00', '2038-01-19 03:14:07.999999', '-838:59:59.000', 'x ', 'trail  ', x'00FF27285C0A', x'01', ${TRICKY}, repeat(x'00ff5c27', 300000),
         '元''', 'x,y;', '{"a": [1.10, "é", null]}', st_geomfromtext('point(1 2)'), '::1', uuid(), _latin1 x'e980', _gbk x'd2bb5c', _ucs2 x'4e000041'),
        (18446744073709551614, null, 0, null, -0.000000000000000000000000000001, 16777217, 4.9e-324, null, b'0', 0,
         '9999-12-31', '1000-01-01 00:00:00.000001', 0, '00:00:00.001', '', '', '', '', '', '', '', '', null, null, null, null, '', 'abc', ''),
        (7, 1, 1, 1, 1, 3.4028234e38, -0.1, -1, b'1', 1901, '2024-02-29', '2024-03-31 02:30:00', '2024-03-31 02:30:00', '12:00:00', '\\\\', '\\'', x'', x'', 'a', 'b', 'a', '', '"x"', null, null, null, 'a', 'b', 'c')`,
      'create table z_parent (id int primary key) default charset utf8mb4',
      'create table a_child (id int primary key, p int, constraint child_p foreign key (p) references z_parent (id)) default charset utf8mb4',
      'insert into z_parent values (1)',
      'insert into a_child values (1, 1), (2, null)',
      "create table `we``ird\n(; '` (`values` int, `ord``er` varchar(9)) default charset utf8mb4",
      "insert into `we``ird\n(; '` values (1, 'v'), (1, 'v'), (null, null)",
    )
  })

  test.each([
    ['the panel', restoreByPanel],
    ['a plain client', restoreByClient],
  ])('by %s', async (_, restore) => {
    const before = await wholeOf(metaDb, 'types')
    const floats =
      "select group_concat(concat_ws(' ', id, f + 0e0, db, hex(la), hex(gb), hex(uc), hex(c), ts, inv) order by id) from types.t"
    const seen = await server.value(floats)
    const { file, content } = await dump('types')
    expect(content).toMatchObject({ complete: true, tables: ROWS })
    await metaDb.recreate('types', BIN)
    await restore('types', file)
    expect(await wholeOf(metaDb, 'types')).toEqual(before)
    expect(await server.value(floats)).toBe(seen)
    expect(
      await server.value("select auto_increment from information_schema.tables where table_schema = 'types' and table_name = 't'"),
    ).toBeTruthy()
  })
})

// Of an image that is gone: a rollback must not end because a program is missing.
describe('a dump of a client is restored by the panel where that client is gone', () => {
  const withoutClients = async (database: string, file: string) => {
    const { restore } = await clientTools()
    const tool = { ...restore, image: { id: `sha256:${'0'.repeat(64)}`, name: 'gone', container: 'gone', installation: 'i' } }
    const nothing = { tools: { dumps: [], restores: [] }, programs: null, permit: alwaysPermitted }
    await restoreDatabase(nothing, server.root, { database, file, tool }, told())
  }
  const dumped = async (database: string) => {
    const file = join(folder, 'client.sql')
    const tables = (await metaDb.structure(database)).tables.map(({ name }) => name)
    await backups.dump(server.root, { database, tables, file, tool: (await clientTools()).dump }, told())
    return file
  }

  test('with every type, and rows over several reads of the file', async () => {
    await server.sql(
      'create or replace database whole character set utf8mb4 collate utf8mb4_bin',
      'use whole',
      TYPES,
      `insert into t (id, c, v, tx, lb) select seq + 5, 'a;b', 'quote '' \\\\ ; -- x', repeat('字;\n''', 200), repeat(x'00ff5c27', 300) from seq_1_to_300`,
      "create table `we``ird;` (`v` varchar(20) default ';' comment 'it''s; /* not */ one') default charset utf8mb4 partition by key (v) partitions 3",
      "insert into `we``ird;` values (';'), ('--'), ('/*!')",
    )
    const before = await wholeOf(metaDb, 'whole')
    const file = await dumped('whole')
    expect((await stat(file)).size).toBeGreaterThan(600_000)
    await metaDb.recreate('whole', BIN)
    await withoutClients('whole', file)
    expect(await wholeOf(metaDb, 'whole')).toEqual(before)
  })

  test.each([
    ['cut within a statement', (text: string) => text.slice(0, text.indexOf('INSERT') + 9)],
    ['cut behind one', (text: string) => text.slice(0, text.indexOf(';\n', text.indexOf('INSERT')) + 2)],
    ['going on behind its closing line', (text: string) => `${text}INSERT INTO \`t\` VALUES (2)`],
    ['with a statement of another kind', (text: string) => text.replace('-- Dump completed', 'drop database small;\n-- Dump completed')],
    [
      'with a trigger',
      (text: string) => text.replace('-- Dump completed', 'DELIMITER ;;\ncreate trigger x;;\nDELIMITER ;\n-- Dump completed'),
    ],
  ])('one that is %s is refused', async (_, change) => {
    await server.sql('create or replace database small', 'create table small.t (id int)', 'insert into small.t values (1)')
    const file = await dumped('small')
    await writeFile(file, change(await readFile(file, 'utf8')))
    await metaDb.recreate('small', BIN)
    expect(await problemOf(withoutClients('small', file))).toMatchObject({ said: { key: 'backups.notWhole' } })
  })
})

// OceanBase prints it so. In the copy that a rollback builds beside, such a key would belong to the live table, and would not let it go.
test('a key to a table beside it is one of the copy, whatever the database is called', async () => {
  const printed =
    "CREATE TABLE `c` (`id` int, CONSTRAINT `k` FOREIGN KEY (`id`) REFERENCES `own``d`.`p`(`id`)) COMMENT='REFERENCES `own``d`.`p`'"
  const session = {
    plain: async (sql: string) => (sql.startsWith('show create') ? [{ 'create table': printed }] : []),
  } as unknown as Session
  const { definition } = await dumpedTable(session, 'own`d', 'c')
  expect(definition).toBe(printed.replace('REFERENCES `own``d`.`p`(', 'REFERENCES `p`('))
})

// OceanBase prints a quote in the values of an ENUM as it is: found with OMS down, it would be too late.
test('a definition that the server would not take back is refused by the probe, by name', async () => {
  const printed = "CREATE TABLE `t` (`e` enum('a','it's'))"
  const session = { plain: async () => [{ 'create table': printed }] } as unknown as Session
  expect(await problemOf(dumpedTable(session, 'small', 't'))).toMatchObject({
    said: { key: 'backups.definitionBroken', params: { table: 't' } },
  })
})

test('a large table comes in pages and in statements of a megabyte, with every row once', async () => {
  await server.sql(
    'create or replace database paged character set utf8mb4 collate utf8mb4_bin',
    'create table paged.t (id bigint primary key, filler varchar(60))',
    'insert into paged.t select cast(seq as signed) * 7 - 350000, md5(seq) from paged.seq_1_to_120001',
    'create table paged.two (a int, b int, v varchar(20), primary key (a, b))',
    'insert into paged.two select seq % 7, seq, seq from paged.seq_1_to_60000',
  )
  const before = await wholeOf(metaDb, 'paged')
  const { file, content } = await dump('paged')
  expect(content.tables).toEqual([
    { name: 't', rows: 120_001 },
    { name: 'two', rows: 60_000 },
  ])
  expect(content.longestStatement).toBeLessThan(1_000_001)
  expect(content.longestStatement).toBeGreaterThan(900_000)
  await metaDb.recreate('paged', BIN)
  const progress: number[] = []
  await backups.restore(server.root, { database: 'paged', file }, { ...told(), onProgress: (read) => progress.push(read) })
  expect(progress.at(-1)).toBeGreaterThan(content.bytes - 500)
  expect(await wholeOf(metaDb, 'paged')).toEqual(before)
})

// Each table is read after the other: without one snapshot the later ones would already hold what OMS wrote meanwhile.
test('all tables are of the moment when the dump began', async () => {
  await server.sql(
    'create or replace database moment character set utf8mb4 collate utf8mb4_bin',
    'create table moment.a (id int primary key, filler varchar(400))',
    'insert into moment.a select seq, repeat(md5(seq), 12) from moment.seq_1_to_60000',
    'create table moment.b (id int primary key)',
    'insert into moment.b values (1)',
  )
  const part = join(folder, 'a.sql.part')
  const dumping = dump('moment')
  await expect
    .poll(
      () =>
        readFile(part).then(
          ({ length }) => length,
          () => 0,
        ),
      { interval: 5 },
    )
    .toBeGreaterThan(0)
  await server.sql('insert into moment.b values (2)', 'delete from moment.a where id > 59990')
  expect((await dumping).content.tables).toEqual([
    { name: 'a', rows: 60_000 },
    { name: 'b', rows: 1 },
  ])
})

describe('a file that is not one of the panel’s dumps, or not whole, is not run', () => {
  let good: string

  beforeEach(async () => {
    await server.sql('create or replace database small', 'create table small.t (id int)', 'insert into small.t values (1)')
    const { file } = await dump('small')
    good = await readFile(file, 'utf8')
    await metaDb.recreate('small', BIN)
  })

  test.each([
    ['cut at the end of a statement', (text: string) => text.slice(0, text.indexOf(';\n', text.indexOf('INSERT')) + 2), 1],
    ['cut inside a statement', (text: string) => text.slice(0, text.indexOf('INSERT') + 9), 0],
    [
      'another length',
      (text: string) => text.replace(/(statement \d+: )(\d+)( bytes\nINSERT)/, (_, a, n, b) => `${a}${Number(n) - 1}${b}`),
      0,
    ],
    ['a second statement in one', (text: string) => text.replace('INSERT INTO `t`', 'DROP TABLE `t`'), 0],
    ['SQL between two statements', (text: string) => text.replace('-- Dump completed', 'drop database small;\n-- Dump completed'), 1],
    ['a statement missing', (text: string) => text.replace(/-- statement 2: .*\n.*;\n/, ''), null],
  ])('%s', async (_, change, rows) => {
    const file = join(folder, 'changed.sql')
    await writeFile(file, change(good))
    expect(await problemOf(restoreByPanel('small', file))).toMatchObject({ said: { key: 'backups.notWhole' } })
    expect((await metaDb.contents('small')).tables).toMatchObject(rows === null ? [] : [{ rows }])
  })

  test('what the server refuses ends it, in the words that a client would bring, and holds no row', async () => {
    const file = join(folder, 'changed.sql')
    const refused = 'INSERT INTO `t` (`nope`) VALUES\n(1)'
    await writeFile(file, good.replace(/statement (\d+): \d+ bytes\nINSERT[^;]*/, `statement $1: ${refused.length} bytes\n${refused}`))
    const problem = await problemOf(restoreByPanel('small', file))
    expect(problem).toMatchObject({
      said: { key: 'backups.restoreFailed' },
      raw: expect.stringMatching(/^ERROR 1054 \(\w+\) at statement \d+: /),
    })
  })
})

// A panel that lost its lease while it restored would go on writing under whoever took over.
test('every statement asks the permit', async () => {
  await server.sql('create or replace database asked', 'create table asked.t (id int)', 'insert into asked.t values (1)')
  const { file } = await dump('asked')
  await metaDb.recreate('asked', BIN)
  const gone = new OperatorError('conflict', { key: 'backups.restoreBusy' })
  const permit = {
    check() {
      statements += 1
      if (statements > 8) throw gone
    },
  }
  let statements = 0
  await expect(openBackupWriter(permit).restore(server.root, { database: 'asked', file }, told())).rejects.toBe(gone)
  expect((await metaDb.contents('asked')).tables).toEqual([])
})

test('of two restores at once one is told that it is in the way; an aborted one leaves no session behind', async () => {
  await server.sql(
    'create or replace database twice character set utf8mb4 collate utf8mb4_bin',
    'create table twice.t (id int primary key, filler varchar(400))',
    'insert into twice.t select seq, repeat(md5(seq), 12) from twice.seq_1_to_20000',
  )
  const { file } = await dump('twice')
  await metaDb.recreate('twice', BIN)
  const results = await Promise.all([problemOf(restoreByPanel('twice', file)), problemOf(restoreByPanel('twice', file))])
  expect(results).toContain('no problem')
  expect(results).toContainEqual(
    expect.objectContaining({ code: 'conflict', said: expect.objectContaining({ key: 'backups.restoreBusy' }) }),
  )

  await metaDb.recreate('twice', BIN)
  const reason = new Error('held')
  const abort = new AbortController()
  const onProgress = (read: number) => read > 1_000_000 && abort.abort(reason)
  await expect(backups.restore(server.root, { database: 'twice', file }, { ...told(), onProgress, signal: abort.signal })).rejects.toBe(
    reason,
  )
  await expect.poll(() => server.value("select count(*) from information_schema.processlist where db = 'twice'")).toBe(0)
})
