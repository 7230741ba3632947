import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PANEL } from '../server/adapters/backups/fitting-tools.ts'
import { openBackupWriter } from '../server/adapters/backups/open-backups.ts'
import { clientTools } from '../server/adapters/backups/testing/client-tools.ts'
import { connectMetaDbWriters } from '../server/adapters/metadb/connect-meta-dbs.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../server/adapters/metadb/testing/start-private-mariadb.ts'
import { Secret } from '../server/domain/secret.ts'
import { alwaysPermitted } from '../server/engine/testing/always-permitted.ts'
import type { ClientTool, ToolPair } from '../server/procedure/ports/backups.ts'
import type { MetaDbWriter } from '../server/procedure/ports/metadb.ts'
import { rehearseTransfer } from '../server/procedure/rehearse-transfer.ts'

// What a pair of programs does on this very server is known only by doing it, and in the window it would be too late.
const backups = openBackupWriter(alwaysPermitted)
const NAME = 'rm__panel_abcdefgh_try'
const OWN: ToolPair = { dump: PANEL, restore: PANEL }
const BY_PANEL = { flavour: 'panel', version: '1' }
let server: PrivateMariaDb
let metaDb: MetaDbWriter
let folder: string

beforeAll(async () => {
  server = await startPrivateMariaDb()
  metaDb = await connectMetaDbWriters(alwaysPermitted).open(server.root)
  await server.sql(
    'create database rm character set utf8mb4 collate utf8mb4_bin',
    'use rm',
    `create table a (id bigint unsigned auto_increment primary key, d decimal(20, 4), f float, db double, bt bit(3), y year, da date, ts timestamp(3) null, tm time(6),
      v varchar(9000), vb varbinary(300), bl mediumblob, e enum('x', 'it''s'), s set('p', 'q'), js json, g geometry, u uuid, la text character set latin1, gv int as (y + 1)) default charset utf8mb4`,
    'create view v as select id from a',
    'create trigger t before insert on a for each row set new.y = 2000',
    'create procedure p() select 1',
    'create event ev on schedule every 1 day do select 1',
  )
})

afterAll(async () => {
  await metaDb.close()
  await server.stop()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-rehearsal-'))
  return () => rm(folder, { recursive: true, force: true })
})

async function rehearse(...pairs: ToolPair[]) {
  const signal = new AbortController().signal
  const left = async () => (await readdir(tmpdir())).filter((name) => name.startsWith(`oms-panel-rehearsal-${process.pid}-`))
  const before = await left()
  const tried = await rehearseTransfer({ metaDb, backups, login: server.root, like: ['rm'], name: NAME, pairs, signal })
  expect(await metaDb.existing([NAME])).toEqual([])
  expect(await left()).toEqual(before)
  return tried
}

/** MariaDB's dump tool, with what it writes sent through a filter. */
async function dumpThrough(filter: string): Promise<ClientTool> {
  const { dump } = await clientTools()
  const path = join(folder, 'dump')
  await writeFile(path, `#!/bin/sh\ncase "$*" in *--help*) exec ${dump.path} "$@" ;; *) ${dump.path} "$@" | ${filter} ;; esac\n`)
  await chmod(path, 0o700)
  return { ...dump, path }
}

test('the client programs of the server bring back every type in use and each kind of object, and so does the panel', async () => {
  const own = await clientTools()
  expect(await rehearse(own)).toEqual({ by: { flavour: 'mariadb', version: own.dump.version }, refused: [] })
  expect(await rehearse(OWN)).toEqual({ by: BY_PANEL, refused: [] })
  expect(await metaDb.rowCounts([{ database: 'rm', table: 'a' }])).toMatchObject([{ rows: 0 }])
})

// As MariaDB's tool does on OceanBase 4.0 to 4.2: it leaves out all rows and ends well.
test('a tool that writes no rows is found out, and the panel takes its place', async () => {
  const { restore } = await clientTools()
  const dump = await dumpThrough("grep -v '^(\\|^INSERT'")
  const { by, refused } = await rehearse({ dump, restore }, OWN)
  expect(by).toEqual(BY_PANEL)
  expect(refused).toEqual([{ tool: { flavour: 'mariadb', version: dump.version }, raw: expect.stringContaining('sample') }])
})

test('where nothing brings the sample back, the words of the server are kept', async () => {
  const { restore } = await clientTools()
  const dump = await dumpThrough("sed 's/^CREATE TABLE/CREATE TABEL/'")
  const { by, refused } = await rehearse({ dump, restore })
  expect(by).toBeNull()
  expect(refused).toMatchObject([{ raw: expect.stringContaining('ERROR 1064') }])
})

// A sample has the types of the columns, and nothing else that a definition may say.
test('a table whose definition does not come back is named, and the panel takes the tool’s place', async () => {
  const { restore } = await clientTools()
  await server.sql('create table rm.only_here (id int, check (id > 0))')
  const dump = await dumpThrough("sed 's/`id` > 0/`id` > 1/'")
  const { by, refused } = await rehearse({ dump, restore }, OWN)
  await server.sql('drop table rm.only_here')
  expect(by).toEqual(BY_PANEL)
  expect(refused).toMatchObject([{ raw: expect.stringMatching(/^rm\.only_here: .*> 0.*> 1/) }])
})

test('a permit that is gone is no verdict on the tools, and is passed on', async () => {
  const gone = new Error('the lease is another’s')
  const permit = {
    check() {
      throw gone
    },
  }
  const signal = new AbortController().signal
  const given = { metaDb, backups: openBackupWriter(permit), login: server.root, like: ['rm'], name: NAME, pairs: [OWN], signal }
  await expect(rehearseTransfer(given)).rejects.toBe(gone)
  expect(await metaDb.existing([NAME])).toEqual([])
})

// A view that the server prints anew in another way, or refuses, would stop a rollback after the old container is gone.
test('every view is created once more before the window, and what does not come back is told', async () => {
  const own = await clientTools()
  await server.sql(
    'use rm',
    "create view `odd ``name` as select 'a`b' as `VIEW`, x.id from a x join a y",
    'create view w as select id from v',
  )
  expect(await rehearse(own)).not.toHaveProperty('changedObjects')
  // What the account may not create is one way in which a view does not come back; it needs no fault of the server's.
  await server.sql(
    'use rm',
    "create user weak identified by 'weak'",
    'grant select, insert, update, delete, create, drop, alter, index, lock tables, trigger, event, create view, show view, create routine, alter routine on *.* to weak',
    "create definer = 'gone'@'%' view others as select id from a",
    "create definer = 'gone'@'%' procedure others_p() select 1",
  )
  const weak = await connectMetaDbWriters(alwaysPermitted).open({ ...server.root, user: 'weak', password: new Secret('weak') })
  try {
    await weak.createBeside(NAME, { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' })
    const changed = await weak.changedObjects(NAME, ['rm'])
    expect(changed).toContainEqual(expect.stringMatching(/^rm\.others\n.*denied/s))
    expect(changed).toContainEqual(expect.stringMatching(/^rm\.others_p\n.*denied/s))
  } finally {
    await weak.dropBeside(NAME)
    await weak.close()
    await server.sql('drop view rm.others', 'drop procedure rm.others_p', 'drop user weak')
  }
})
