import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PANEL } from '../server/adapters/backups/fitting-tools.ts'
import { openBackupWriter } from '../server/adapters/backups/open-backups.ts'
import { connectMetaDbWriters } from '../server/adapters/metadb/connect-meta-dbs.ts'
import { ConnectionSource } from '../server/adapters/metadb/connection-source.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../server/adapters/metadb/testing/start-private-mariadb.ts'
import { Secret } from '../server/domain/secret.ts'
import { alwaysPermitted } from '../server/engine/testing/always-permitted.ts'
import type { MetaDbLogin } from '../server/procedure/ports/metadb.ts'
import { PROFILES, type Profile, spelledFor } from './engines/oceanbase/profiles.ts'
import { openStandIn } from './engines/oceanbase/stand-in.ts'

// What the panel does with an OceanBase behind one of its proxies, and what the stand-in for one really enforces (e2e/engines/oceanbase).

let behind: PrivateMariaDb
const stops: (() => void)[] = []

beforeAll(async () => {
  behind = await startPrivateMariaDb({ options: ['--character-set-server=utf8mb4'] })
  await behind.sql(
    'create database oms',
    'create table oms.t (id int primary key auto_increment, body longblob)',
    'insert into oms.t (body) values (1)',
  )
})

afterAll(async () => {
  for (const stop of stops) stop()
  await behind.stop()
})

/** Where the stand-in listens, what it noted, and how to sign in. */
async function standIn(profile: Profile) {
  const notes: string[] = []
  const { port: serverPort, root } = behind
  const admin = { user: root.user, password: root.password.reveal() }
  const server = openStandIn(profile, { place: { host: '127.0.0.1', port: serverPort }, admin }, (text) => void notes.push(text))
  await new Promise<void>((resolve) => void server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  stops.push(() => void server.close())
  const { port } = server.address() as AddressInfo
  const user = spelledFor(profile, admin.user)
  const login: MetaDbLogin = { host: '127.0.0.1', port, user, password: new Secret(admin.password), tls: { mode: 'offered' } }
  return {
    notes,
    login,
    source: new ConnectionSource(login),
    async sql<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
      const connection = await createConnection({ host: '127.0.0.1', port, user, password: admin.password })
      return await work(connection).finally(() => connection.destroy())
    },
  }
}

const errnoOf = (work: Promise<unknown>) =>
  work.then(
    () => 0,
    (error: { errno?: number }) => error.errno,
  )

test('a statement past its ob_query_timeout is ended on the server, and the session goes on', async () => {
  const { sql } = await standIn(PROFILES['4.2.1'])
  await sql(async (connection) => {
    await connection.query('set session ob_query_timeout = 200000')
    expect(await errnoOf(connection.query('select sleep(20)'))).toBe(4012)
    // Rows are on their way already when its time is over.
    expect(await errnoOf(connection.query("select repeat('x', 9000), sleep(0.02) from oms.seq_1_to_1000"))).toBe(4012)
    const [rows] = await connection.query<RowDataPacket[]>('select 7 as seven')
    expect(rows[0]?.['seven']).toBe(7)
  })
  expect(
    await behind.value("select count(*) from information_schema.processlist where info like '%sleep(%' and id <> connection_id()"),
  ).toBe(0)
})

test('a transaction past its ob_trx_timeout takes nothing but its end', async () => {
  const { sql } = await standIn(PROFILES['3.1.5'])
  await sql(async (connection) => {
    await connection.query('set session ob_trx_timeout = 1000')
    await connection.query('start transaction')
    await connection.query('insert into oms.t (body) values (2)')
    await connection.query('select sleep(0.05)').catch(() => undefined)
    expect(await errnoOf(connection.query('select 1'))).toBe(4012)
    await connection.query('rollback')
    expect(await errnoOf(connection.query('select 1'))).toBe(0)
  })
})

test('what is too large for a packet is refused, and what is not arrives as it is', async () => {
  const bytes = randomBytes(5_000_000)
  const insert = (connection: Connection) => connection.query('insert into oms.t (body) values (?)', [bytes])
  const old = await standIn(PROFILES['3.1.5'])
  expect(await old.sql((connection) => errnoOf(insert(connection)))).toBe(1153)
  const { sql } = await standIn(PROFILES['4.2.1'])
  const back = await sql(async (connection) => {
    await insert(connection)
    const [rows] = await connection.query<RowDataPacket[]>('select body from oms.t order by id desc limit 1')
    return rows[0]?.['body']
  })
  expect(bytes.equals(back)).toBe(true)
})

test('statements are prepared where the version does so', async () => {
  const prepares = async (profile: Profile) => (await standIn(profile)).source.use((session) => session.prepares())
  expect(await prepares(PROFILES['3.1.5'])).toBe(false)
  expect(await prepares(PROFILES['4.1'])).toBe(true)
})

// Seconds-old rows would pass for the present.
test('a proxy that reads from followers is not used', async () => {
  const { source } = await standIn(PROFILES['odp-weak'])
  await expect(source.use((session) => session.plain('select 1'))).rejects.toMatchObject({
    problem: { said: { key: 'metadb.weakReads', params: { consistency: 'WEAK' } } },
  })
})

// A proxy greets with a number of its own: on the server it is nobody's, or somebody else's.
test('a statement that is given up ends on the server behind a proxy', async () => {
  const { source } = await standIn({ ...PROFILES.odp, refusesKill: false })
  const stop = new AbortController()
  const running = "select count(*) from information_schema.processlist where info like 'select sleep(40)%'"
  const asleep = source.use((session) => session.plain('select sleep(40)'), stop.signal)
  await expect.poll(() => behind.value(running)).toBe(1)
  stop.abort(new Error('given up'))
  await expect(asleep).rejects.toThrow('given up')
  // By itself the server behind notices after 5 s that nobody listens any longer.
  await expect.poll(() => behind.value(running), { timeout: 3_000 }).toBe(0)
})

// A tenant's memory runs short for moments: a dump of hours would end for one of them.
test('rows that are streamed are asked for again where memory ran short', async () => {
  const { source, notes } = await standIn(PROFILES['4.3.1'])
  const count = await source.use(async (session) => {
    let rows = 0
    for (let at = 0; at < 60; at += 1) for await (const _ of session.stream('select id from oms.t limit 1')) rows += 1
    return rows
  })
  expect(count).toBe(60)
  expect(notes.filter((note) => /^40(13|30): select id from oms/.test(note)).length).toBeGreaterThan(0)
})

// Sites restore by hand, too: what is printed of a table has to be taken back, by the panel and by a client that knows nothing of it.
test.each(['3.1.5', '4.1', 'odp'] as const)('a dump of %s comes back by the panel and by a plain client', async (name) => {
  const { login, notes } = await standIn(PROFILES[name])
  const folder = await mkdtemp(join(tmpdir(), 'oceanbase-'))
  const [from, panels, clients] = ['from', 'panel', 'client'].map((word) => `d${randomBytes(4).toString('hex')}_${word}`) as [
    string,
    string,
    string,
  ]
  const metaDb = await connectMetaDbWriters(alwaysPermitted).open(login)
  try {
    for (const database of [from, panels, clients])
      await metaDb.createBeside(database, { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' })
    await behind.sql(
      `create table ${from}.parent (id int auto_increment primary key, name varchar(40) not null, body blob, unique key u (name)) default charset utf8mb4`,
      `create table ${from}.child (id int primary key, p int, key k (p), constraint fk foreign key (p) references ${from}.parent (id))`,
      `insert into ${from}.parent (name, body) select concat('it''s \\\\ ', seq), unhex(sha2(seq, 512)) from ${from}.seq_1_to_3000`,
      `insert into ${from}.child select seq, seq from ${from}.seq_1_to_100`,
    )
    const file = join(folder, 'a.sql')
    const told = { onLine: () => undefined, onProgress: () => undefined, signal: new AbortController().signal }
    const backups = openBackupWriter(alwaysPermitted)
    await backups.dump(login, { database: from, tables: ['parent', 'child'], file, tool: PANEL }, told)
    await backups.restore(login, { database: panels, file }, told)
    await restoreByClient(login, clients, file)
    const rows = (database: string) =>
      behind.value(
        `select concat(count(*), ' ', sum(conv(left(md5(concat_ws('|', p.id, name, hex(body), c.id)), 15), 16, 10)))
           from ${database}.parent p left join ${database}.child c on c.p = p.id`,
      )
    expect([await rows(panels), await rows(clients)]).toEqual([await rows(from), await rows(from)])
    expect(await metaDb.structure(panels)).toEqual({ ...(await metaDb.structure(from)), database: panels })
    expect(notes.filter((note) => note.startsWith('a session was ended'))).toEqual([])
  } finally {
    await metaDb.close()
    await rm(folder, { recursive: true })
  }
})

async function restoreByClient({ host, port, user, password }: MetaDbLogin, database: string, file: string): Promise<void> {
  const env = { ...process.env, MYSQL_PWD: password.reveal() }
  const client = spawn('mysql', [`--host=${host}`, `--port=${port}`, `--user=${user}`, database], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  client.stderr.on('data', (text) => {
    said += text
  })
  const ended = once(client, 'close')
  await pipeline(createReadStream(file), client.stdin)
  expect([(await ended)[0], said]).toEqual([0, ''])
}
