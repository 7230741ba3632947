import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConnectionSource } from '../server/adapters/metadb/connection-source.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../server/adapters/metadb/testing/start-private-mariadb.ts'
import { Secret } from '../server/domain/secret.ts'
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
  const login = { host: '127.0.0.1', port, user: spelledFor(profile, admin.user) }
  return {
    notes,
    source: new ConnectionSource({ ...login, password: new Secret(admin.password), tls: { mode: 'offered' } }),
    async sql<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
      const connection = await createConnection({ ...login, password: admin.password })
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
