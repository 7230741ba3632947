import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SavedDatabase } from '../../domain/databases/backup-manifest.ts'
import { emergencyKit } from '../../domain/emergency-kit.ts'
import { kitDatabases } from '../../domain/emergency-kit-facts.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { Secret } from '../../domain/secret.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { MetaDbLogin, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { connectMetaDbWriters } from '../metadb/connect-meta-dbs.ts'
import { ConnectionSource } from '../metadb/connection-source.ts'
import { routineGrants } from '../metadb/routine-grants.ts'
import { type GivenServer, givenServer } from '../metadb/testing/given-server.ts'
import { wholeOf } from '../metadb/testing/whole-of.ts'
import { openBackupWriter } from './open-backups.ts'

// The kit as a person runs it when the panel is gone, on the server at METADB_URL (e2e/engines has one of each family), else on a MariaDB of
// the tests' own. Containers are what e2e/emergency-kit is about: here their engine says yes to everything.

const TAG = randomBytes(4).toString('hex')
/** Small letters only, as lower_case_table_names=1 gives names back; one that a client might take for an option. */
const DATABASES = [`k${TAG}_rm`, `-k${TAG} $x`]
const [RM = ''] = DATABASES
const [USER, CALLER] = [`k${TAG}_oms`, `k${TAG}_caller`]
const backups = openBackupWriter(alwaysPermitted)
const told = { onProgress: () => undefined, onLine: () => undefined, signal: new AbortController().signal }

/** Knows one container, and whether it runs. */
const DOCKER = `#!/bin/sh
case "$*" in
  start*) : >"$0.started" ;;
  stop*) rm -f "$0.started" ;;
  *State.Status*) if [ -e "$0.started" ]; then echo running; else echo exited; fi ;;
esac
`

let server: GivenServer
let root: ConnectionSource
/** The account of OMS: everything on its databases and on those beside them, and no global privilege. */
let login: MetaDbLogin
let own: ConnectionSource
let metaDb: MetaDbWriter
let folder: string

beforeAll(async () => {
  server = await givenServer()
  root = new ConnectionSource(server.login)
  login = { ...server.login, user: USER, password: new Secret('own-Pa\'ss"1\\') }
  await sql(
    `create user ${USER} identified by 'own-Pa''ss"1\\\\'`,
    `create user ${CALLER} identified by 'own-Pass-1'`,
    `grant all on \`k${TAG}%\`.* to ${USER} with grant option`,
    `grant all on \`-k${TAG} $x\`.* to ${USER}`,
  )
  own = new ConnectionSource(login)
  metaDb = await connectMetaDbWriters(alwaysPermitted).open(login)
})

afterAll(async () => {
  await removeAll()
  await sql(...[USER, CALLER].map((user) => `drop user if exists ${user}`))
  await metaDb.close()
  root.close()
  own.close()
  await server.stop()
})

beforeEach(async () => {
  await removeAll()
  folder = await mkdtemp(join(tmpdir(), "panel-kit 'x "))
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin', 'docker'), DOCKER)
  await chmod(join(folder, 'bin', 'docker'), 0o755)
  return () => rm(folder, { recursive: true, force: true })
})

async function sql(...statements: string[]): Promise<void> {
  await root.use(async (session) => {
    for (const statement of statements) await session.plain(statement)
  })
}

async function removeAll(): Promise<void> {
  const rows = await root.use((session) => session.plain('show databases'))
  const made = rows.map((row) => String(Object.values(row)[0])).filter((name) => name.includes(`k${TAG}`))
  await sql(...made.map((name) => `drop database ${quoteIdentifier(name)}`))
}

/** As OMS keeps it: keys, a generated column, bytes, texts, and a view, a trigger, routines of its own account. */
async function fill(): Promise<void> {
  for (const database of DATABASES) {
    await metaDb.recreate(database, { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' })
    await own.use(async (session) => {
      for (const statement of [
        `use ${quoteIdentifier(database)}`,
        'create table parent (id bigint auto_increment primary key, t varchar(50), n decimal(9, 2), b blob, g int as (length(t)) virtual)',
        'create table child (id int primary key, p bigint, constraint fk_p foreign key (p) references parent (id))',
        `insert into parent (t, n, b) values ('元数据 ''q'' \\\\ ; -- x', 1.25, x'00ff5c27'), ('', -1, ''), (null, null, null)`,
        'insert into child values (1, 1), (2, null)',
        'create view seen as select id, t from parent',
        // Listed before what it reads from.
        'create view a_seen as select id from seen',
        "create trigger noted before insert on parent for each row set new.t = concat(new.t, '!;')",
        'create function plus_one(n int) returns int deterministic no sql return n + 1',
        "create procedure said() begin select ';; -- it''s'; end",
      ])
        await session.plain(statement)
    })
  }
  await sql(`grant execute on function \`${RM}\`.plus_one to ${CALLER}`)
}

/** What an init may leave: rows, a column, a table, no views, other routines, another collation. */
async function spoil(): Promise<void> {
  for (const database of DATABASES)
    await own.use(async (session) => {
      for (const statement of [
        `use ${quoteIdentifier(database)}`,
        'drop view a_seen',
        'drop function plus_one',
        'create function plus_one(n int) returns int deterministic no sql return n + 2',
        "insert into parent (t) values ('after T1')",
        'alter table parent add column more int',
        'create table added (id int)',
        `alter database ${quoteIdentifier(database)} character set utf8mb4 collate utf8mb4_general_ci`,
      ])
        await session.plain(statement)
    })
}

const state = async () => ({
  databases: await Promise.all(DATABASES.map((database) => wholeOf(metaDb, database))),
  grants: await grants(),
})

async function grants() {
  const rows = await root.use((session) => session.plain(`show grants for ${CALLER}`))
  return rows.flatMap((row) => Object.values(row).map(String)).filter((line) => /plus_one/i.test(line))
}

async function backUp(which: 'fitting' | 'panel'): Promise<void> {
  const { dump: tool } = await backups.tools(await metaDb.server(), ...(which === 'panel' ? (['panel'] as const) : []))
  const databases: SavedDatabase[] = []
  for (const [index, database] of DATABASES.entries()) {
    const [structure, { tables }] = [await metaDb.structure(database), await metaDb.contents(database)]
    const { characterSet, collation } = structure
    const names = tables.map(({ name }) => name)
    const file = `${which}-${index}.sql`
    const { bytes, sha256 } = await backups.dump(login, { database, tables: names, file: join(folder, file), tool }, told)
    const inventory = { database, characterSet, collation, tables }
    databases.push({ inventory, structure, objectNames: [], dump: { file, bytes, sha256 }, objects: null })
  }
  const { host, port, user, tls } = login
  await backups.writeKit(
    folder,
    emergencyKit({
      ...{ job: { id: 'job', number: 1 }, installation: { name: 'oms', from: '3.3.1', to: '3.4.0' }, t1: new Date().toISOString() },
      ...{
        oldContainer: { id: 'a'.repeat(64), name: 'oms_331', restartPolicy: { Name: 'no' } },
        newContainerName: null,
        haConfigBefore: null,
      },
      metaDb: { host, port, user, tls },
      capabilities: await metaDb.capabilities(DATABASES),
      grants: (await root.use((session) => routineGrants(session, DATABASES))) ?? [],
      databases: kitDatabases({ databases }, (name) => name),
    }),
  )
}

async function runKit(env: Record<string, string> = {}, ...options: string[]): Promise<{ code: number | null; said: string }> {
  const path = `${folder}/bin:${process.env['PATH']}`
  const child = spawn('sh', [join(folder, 'rollback.sh'), ...options], { env: { PATH: path, TMPDIR: folder, NODE_ENV: 'test', ...env } })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  child.stdin.end(`${login.password.reveal()}\n`)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

// Written only for the client that is installed here, the kit is found to be useless when it is all that is left.
test.each(['fitting', 'panel'] as const)('it brings back what was dumped by: %s', async (which) => {
  await fill()
  const before = await state()
  await backUp(which)
  await spoil()
  expect(await state()).not.toEqual(before)
  const first = await runKit()
  expect(first).toMatchObject({ code: 0, said: expect.not.stringContaining('Create these yourself') })
  expect(first.said).toContain('the console of OMS 3.3.1 answers')
  expect(await state()).toEqual(before)
  if (which === 'fitting') return
  await sql(`insert into \`${RM}\`.child values (20, null)`, `drop procedure \`${RM}\`.said`)
  expect(await runKit()).toMatchObject({ code: 0 })
  expect(await state()).toEqual(before)
})

test('where nothing can be swapped, dropping and restoring brings everything back too', async () => {
  await fill()
  // Only MariaDB has one.
  await sql(`alter database \`${RM}\` comment 'own'`).catch(() => undefined)
  const before = await state()
  await backUp('panel')
  await spoil()
  expect(await runKit({}, '--drop-and-restore')).toMatchObject({ code: 0, said: expect.not.stringContaining('Create these yourself') })
  expect(await state()).toEqual(before)
})

// No timeout of OceanBase's engine applies to a rename: with OMS down, the script would stand there until somebody finds out why.
test('a row that an idle session holds stops it at its deadline, and once that has ended it works', async () => {
  await fill()
  const before = await state()
  await backUp('panel')
  const { connection: other } = await server.stranger()
  try {
    await other.query('start transaction')
    await other.query(`update \`${RM}\`.parent set n = 7`)
    const begun = performance.now()
    const { code, said } = await runKit({ LOCK_SECONDS: '1' })
    expect(code).toBe(1)
    expect(said).toMatch(/within 1 s: another session holds|could not be dropped/)
    expect(said).toContain('the old container was not started')
    expect(performance.now() - begun).toBeLessThan(40_000)
  } finally {
    other.destroy()
  }
  expect(await runKit()).toMatchObject({ code: 0 })
  expect(await state()).toEqual(before)
})
