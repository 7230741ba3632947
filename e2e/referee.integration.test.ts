import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from './referee/ask.ts'
import { databaseDifferences } from './referee/compare-databases.ts'
import { databasePicture } from './referee/database-picture.ts'
import { haConfigOf, haDifferences } from './referee/ha-config.ts'
import type { DatabasePicture } from './referee/table-picture.ts'
import { sandboxState } from './sandbox/state.ts'

// The referee decides what the suites call proven: it is seen to see, on a real server and with the real tools.

const DATABASE = `referee_${randomBytes(4).toString('hex')}`
const { metaDb } = sandboxState()
const login = { host: metaDb.host, port: metaDb.port, ...metaDb.admin }
const sql = (...statements: string[]) => ask(login, `use ${DATABASE};\n${statements.join(';\n')}`)

const HA = '{"enable":true,"refetchStoreIntervalMin":30,"enableStore":true}'
const WORLD = [
  'create table project (id int primary key auto_increment, name varchar(64), note text, amount float, bits bit(9), raw varbinary(20), key k_name (name))',
  "insert into project (name, note, amount, bits, raw) values ('元数据', 'it''s\\n(1),(2);', 1.25, b'101', x'00ff27'), ('b', null, null, null, null), ('', '', 0, b'0', '')",
  'create table oms_normal_config (id int primary key auto_increment, cfg_name varchar(99), cfg_value text)',
  `insert into oms_normal_config (cfg_name, cfg_value) values ('ha.config', '${HA}'), ('other', '1')`,
  'create table no_key (a int)',
  'insert into no_key values (1), (1), (2)',
  'create view overview as select id, name from project',
  'create trigger before_project before insert on project for each row set new.note = upper(new.note)',
  'create procedure tidy() delete from no_key where a = 1',
  'create event hourly on schedule every 1 hour starts "2030-01-01 00:00:00" disable do delete from no_key',
]

let folder: string
let before: DatabasePicture
let beforeByClient: DatabasePicture

async function fresh(): Promise<void> {
  await ask(login, `drop database if exists ${DATABASE};\ncreate database ${DATABASE} character set utf8mb4 collate utf8mb4_bin`)
  await sql(...WORLD)
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'referee-tools-'))
  await fresh()
  before = await picture('mysqldump')
  beforeByClient = await picture('client')
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await ask(login, `drop database if exists ${DATABASE}`)
})

type Reading = 'mysqldump' | 'client'
const picture = (by: Reading) => databasePicture(login, DATABASE, [], by === 'client' ? by : { program: by })
const differences = async (by: Reading) =>
  databaseDifferences({ rm: by === 'client' ? beforeByClient : before }, { rm: await picture(by) }).join('\n')

describe.each(['mysqldump', 'client'] as const)('read by %s', (by) => {
  test('the same world, made a second time, has no differences', async () => {
    await fresh()
    expect(await differences(by)).toBe('')
  })

  test.each<[string, string[], RegExp]>([
    ['an added column', ['alter table project add column more int'], /table project\n {2}\+ {3}`more` int/],
    ['a widened varchar', ['alter table project modify name varchar(65)'], /- {3}`name` varchar\(64\)[\s\S]*\+ {3}`name` varchar\(65\)/],
    ['a renamed column', ['alter table project rename column note to memo'], /- {3}`note`[\s\S]*\+ {3}`memo`/],
    ['a dropped index', ['alter table project drop key k_name'], /- {3}KEY `k_name`/],
    ['a dropped primary key', ['alter table project modify id int', 'alter table project drop primary key'], /- {3}PRIMARY KEY/],
    ['another default', ["alter table project alter name set default 'x'"], /DEFAULT 'x'/],
    ['another collation of a table', ['alter table project collate utf8mb4_general_ci'], /general_ci/],
    ['another collation of the database', [`alter database ${DATABASE} collate utf8mb4_general_ci`], /options\n[\s\S]*general_ci/],
    ['one changed row', ["update project set name = 'c' where id = 2"], /1 rows gone, 1 came/],
    ['a lost row', ['delete from project where id = 2'], /1 rows gone, 0 came/],
    ['one of two equal rows', ['delete from no_key where a = 1 limit 1'], /1 rows gone, 0 came/],
    ['NULL that became empty', ["update project set note = '' where id = 2"], /1 rows gone, 1 came/],
    ['one bit', ["update project set raw = x'00ff26' where id = 1"], /1 rows gone, 1 came/],
    ['a float beyond the digits that a dump prints', ['update project set amount = 1.2500001 where id = 1'], /1\.25\n.*1\.2500001/],
    ['a number that is handed out again', ['alter table project auto_increment = 99'], /next number\n {2}- 4\n {2}\+ 99/],
    [
      'a changed trigger',
      ['create or replace trigger before_project before insert on project for each row set new.note = lower(new.note)'],
      /lower/,
    ],
    ['a changed routine', ['create or replace procedure tidy() delete from no_key where a = 2'], /- .*a = 1[\s\S]*\+ .*a = 2/],
    ['a comment in a routine', ['create or replace procedure tidy() delete /* b */ from no_key where a = 1'], /\/\* b \*\//],
    ['a dropped event', ['drop event hourly'], /hourly/],
    ['a changed view', ['create or replace view overview as select id from project'], /view overview/],
    [
      'a view that became a table',
      ['drop view overview', 'create table overview (id int)'],
      /\+ rm: table overview[\s\S]*- rm: view overview/,
    ],
    ['a new table', ['create table more (id int)'], /\+ rm: table more/],
  ])('it sees %s', async (_, statements, seen) => {
    await fresh()
    await sql(...statements)
    expect(await differences(by)).toMatch(seen)
  })
})

test('it sees a key of ha.config that is gone', async () => {
  await fresh()
  await sql(`update oms_normal_config set cfg_value = '{"enable":true,"refetchStoreIntervalMin":30}' where cfg_name = 'ha.config'`)
  const after = haConfigOf({ rm: await databasePicture(login, DATABASE, []) })
  expect(haDifferences(haConfigOf({ rm: before }), after, { interval: 'not lower' })).toEqual([
    'ha.config: enableStore was true, is undefined',
  ])
})

/** A dump tool that is the real one, and does something to what it writes. */
function dumpTool(name: string, after: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/bash\nset -o pipefail\nmysqldump "$@" ${after}\n`)
  chmodSync(file, 0o755)
  return file
}

// What could not be seen is never equal.
test.each<[string, string, RegExp]>([
  ['is cut off', '| (head -c 900; cat > /dev/null)', /no closing line/],
  ['leaves rows out and ends well', "| grep -v '^INSERT'", /has 0 rows in the dump/],
  ['leaves one row out', "| sed '/^INSERT.*no_key/{x;s/^/x/;/^x$/{x;d};x}'", /no_key has 2 rows in the dump, 3 before/],
  ['leaves a table out', "| sed '/structure for table `no_key`/,/saved_cs_client;/d'", /no_key/],
  ['fails at its end', '; exit 3', /ended with 3/],
  ['is killed', '; kill -9 $$', /SIGKILL/],
])('a dump that %s is an error of the referee', async (name, after, said) => {
  await fresh()
  const tool = { program: dumpTool(name.replaceAll(' ', '-'), after) }
  await expect(databasePicture(login, DATABASE, [], tool)).rejects.toThrow(said)
})

test('a database that is not there, and a server that is not there, are errors of the referee', async () => {
  await expect(databasePicture(login, `${DATABASE}_gone`, [])).rejects.toThrow(/Unknown database/)
  await expect(databasePicture({ ...login, port: 1 }, DATABASE, [])).rejects.toThrow(/ended with 1/)
})
