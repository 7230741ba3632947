import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { MetaDbLogin, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { connectMetaDbWriters } from './connect-meta-dbs.ts'
import { mariadb } from './dialects/mariadb.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from './testing/start-private-mariadb.ts'

const metaDbs = connectMetaDbWriters(alwaysPermitted)
let server: PrivateMariaDb
let metaDb: MetaDbWriter

beforeAll(async () => {
  server = await startPrivateMariaDb()
  metaDb = await metaDbs.open(server.root)
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

async function freshDatabase(name: string): Promise<string> {
  const quoted = `\`${name.replaceAll('`', '``')}\``
  await server.sql(`drop database if exists ${quoted}`, `create database ${quoted} character set utf8mb4 collate utf8mb4_bin`)
  return quoted
}

async function heartbeats(database: string, rows: number): Promise<string> {
  const quoted = await freshDatabase(database)
  await server.sql(
    `create table ${quoted}.heatbeat_sequence (id bigint not null auto_increment primary key, gmt_created datetime, gmt_modified datetime, key (gmt_modified)) comment 'AUTO_INCREMENT=7'`,
    `insert into ${quoted}.heatbeat_sequence (gmt_created, gmt_modified) select now(), now() from ${quoted}.seq_1_to_${rows}`,
  )
  return quoted
}

describe('opening', () => {
  // The field decides where on the form the operator sees what is wrong.
  test.each<[string, Partial<MetaDbLogin>, object]>([
    ['a wrong password', {}, { code: 'refused', field: 'metaDb.password' }],
    ['a host that does not exist', { host: 'no-such-host.invalid' }, { code: 'unavailable', field: 'metaDb.host' }],
    ['a port where nothing listens', { port: 1 }, { code: 'unavailable', field: 'metaDb.host' }],
  ])('%s is told at its field, without the password', async (_, change, expected) => {
    const login = { ...server.login('root', 'wrong-pass-word'), ...change }
    const problem = await problemOf(metaDbs.open(login))
    expect(problem).toMatchObject(expected)
    expect(JSON.stringify(problem)).not.toContain('wrong-pass-word')
  })

  test('a service that is no MySQL server is told as such', async () => {
    const other = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await problemOf(metaDbs.open({ ...server.root, port }))).toMatchObject({
      code: 'unavailable',
      field: 'metaDb.host',
      said: { key: 'metadb.notMySql' },
    })
    other.close()
  })

  test.each(['a"b', "a'b", 'a\\b', ' a#b;c ', '密码!$(id)`', '%_@:/'])('the password %s opens', async (password) => {
    await server.sql(`create or replace user nasty identified by '${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    const opened = await metaDbs.open(server.login('nasty', password))
    expect((await opened.account()).user).toBe('nasty@%')
    await opened.close()
  })
})

test('the server tells flavour, version, clock, limits and whether it is read-only', async () => {
  const before = Date.now()
  const facts = await metaDb.server()
  expect(facts).toMatchObject({
    flavour: 'mariadb',
    version: expect.stringMatching(/^\d+\.\d+\.\d+-MariaDB/),
    readOnly: false,
    insertsHistory: true,
    statementTimeoutSeconds: null,
    contentProof: 'checksum',
    identity: expect.stringMatching(/^[^|]*\|[^|]+\|\d+\|\//),
  })
  expect(Math.abs(facts.time.getTime() - before)).toBeLessThan(5_000)
  await server.sql('set global read_only = 1', 'set global max_statement_time = 7.5')
  expect(await metaDb.server()).toMatchObject({ readOnly: true, statementTimeoutSeconds: 7.5 })
  await server.sql('set global read_only = 0', 'set global max_statement_time = 0')
})

describe('privileges', () => {
  // Each of these found only in the window costs downtime.
  test('an account that has all but one is told that one', async () => {
    await freshDatabase('priv_db')
    const needed = mariadb.neededPrivileges
    for (const lacking of needed) {
      const rest = needed.filter((privilege) => privilege !== lacking)
      await server.sql("create or replace user lacking identified by 'x'", `grant ${rest.join(', ')} on \`priv\\_db\`.* to lacking`)
      const opened = await metaDbs.open(server.login('lacking', 'x'))
      expect(await opened.missingPrivileges(['priv_db'])).toEqual([{ database: 'priv_db', privileges: [lacking] }])
      await opened.close()
    }
    await server.sql(`grant ${needed.join(', ')} on \`priv\\_db\`.* to lacking`)
    const opened = await metaDbs.open(server.login('lacking', 'x'))
    expect(await opened.missingPrivileges(['priv_db', 'other'])).toEqual([{ database: 'other', privileges: needed }])
    expect(await opened.account()).toEqual({ user: 'lacking@%' })
    await opened.close()
  })

  test('privileges that come through a default role count', async () => {
    await server.sql(
      'create or replace role keeper',
      `grant all on *.* to keeper`,
      "create or replace user by_role identified by 'x'",
      'grant keeper to by_role',
    )
    const without = await metaDbs.open(server.login('by_role', 'x'))
    expect(await without.missingPrivileges(['any'])).toHaveLength(1)
    await server.sql('set default role keeper for by_role')
    expect(await without.missingPrivileges(['any'])).toEqual([])
    await without.close()
  })
})

describe('what a database holds', () => {
  test('names with backticks, quotes, dashes and Chinese are read like any other', async () => {
    const name = 'a`b\'c"d-e 元数据'
    const quoted = await freshDatabase(name)
    await server.sql(
      `create table ${quoted}.\`t\`\`1; drop\` (id int)`,
      `insert into ${quoted}.\`t\`\`1; drop\` values (1), (2)`,
      `create table ${quoted}.\`-empty\` (id int)`,
      `create view ${quoted}.v as select 1 as one`,
      `create trigger ${quoted}.tr before insert on ${quoted}.\`-empty\` for each row set new.id = 1`,
      `create procedure ${quoted}.p() select 1`,
      `create function ${quoted}.f() returns int return 1`,
      `create event ${quoted}.ev on schedule every 1 day do select 1`,
    )
    expect(await metaDb.existing([name, 'no_such'])).toEqual([name])
    const structure = await metaDb.structure(name)
    expect(structure).toMatchObject({ database: name, characterSet: 'utf8mb4', collation: 'utf8mb4_bin', uncarried: [] })
    expect(structure.tables.map((table) => table.name)).toEqual(['-empty', 't`1; drop'])
    expect(structure.objects.map(({ kind, name, definer }) => [kind, name, definer]).sort()).toEqual([
      ['event', 'ev', 'root@localhost'],
      ['function', 'f', 'root@localhost'],
      ['procedure', 'p', 'root@localhost'],
      ['trigger', 'tr', 'root@localhost'],
      ['view', 'v', 'root@localhost'],
    ])
    expect((await metaDb.contents(name)).tables).toMatchObject([
      { name: '-empty', rows: 0, proof: { by: 'checksum' } },
      { name: 't`1; drop', rows: 2, proof: { by: 'checksum' } },
    ])
    expect(await metaDb.sizes([name])).toMatchObject([{ database: name, tables: 2 }])
  })

  test('a database that is not there is an error, never an empty one', async () => {
    expect(await problemOf(metaDb.structure('no_such'))).toMatchObject({ code: 'not-found', said: { key: 'metadb.databaseMissing' } })
    expect(await problemOf(metaDb.heartbeats('no_such'))).toMatchObject({ code: 'not-found' })
    expect(await problemOf(metaDb.heartbeats('trailing '))).toMatchObject({ code: 'bad-input' })
  })

  test('an abort ends the reading at once, on the server too', async () => {
    await freshDatabase('slow_db')
    await server.sql('create table slow_db.a (id int)', 'create table slow_db.b (id int)')
    const blocker = server.sql('lock tables slow_db.b write; select sleep(20)').catch(() => undefined)
    await expect.poll(() => server.value("select count(*) from information_schema.processlist where info like '%sleep(20)'")).toBe(1)
    const abort = new AbortController()
    const reading = metaDb.contents('slow_db', abort.signal)
    const waiting = "select count(*) from information_schema.processlist where state like 'Waiting for%' and db = 'slow_db'"
    await expect.poll(() => server.value(waiting)).toBe(1)
    const reason = new Error('stop now')
    abort.abort(reason)
    await expect(reading).rejects.toBe(reason)
    await expect.poll(() => server.value(waiting)).toBe(0)
    const id = await server.value("select id from information_schema.processlist where info like '%sleep(20)'")
    await server.sql(`kill ${Number(id)}`)
    await blocker
  })
})

describe('heartbeats', () => {
  test('a missing table is missing, an empty one is empty', async () => {
    await freshDatabase('hb_none')
    expect(await metaDb.heartbeats('hb_none')).toBe('missing')
    await heartbeats('hb_empty', 1)
    await server.sql('delete from hb_empty.heatbeat_sequence')
    expect(await metaDb.trimHeartbeats('hb_empty', { swapAboveRows: 10 })).toMatchObject({
      method: 'nothing-to-do',
      after: { rows: 0, maximumId: 0 },
    })
    expect(await problemOf(metaDb.trimHeartbeats('hb_none', { swapAboveRows: 10 }))).toMatchObject({ code: 'not-found' })
  })

  // An id that is given twice would let two heartbeats be taken for one.
  test.each([
    ['delete', 1_000_000],
    ['swap', 1_000],
  ] as const)('trim by %s leaves the newest row, and the next id goes on from where it was', async (method, swapAboveRows) => {
    const name = `hb-\`${method}`
    const quoted = await heartbeats(name, 25_000)
    await server.sql(`alter table ${quoted}.heatbeat_sequence auto_increment = 90000`)
    const columns = `select group_concat(column_name, column_type, column_key, extra order by ordinal_position) from information_schema.columns where table_schema = '${name}' and table_name = 'heatbeat_sequence'`
    const structure = await server.value(columns)
    const newest = await server.value(`select max(id) from ${quoted}.heatbeat_sequence`)
    const result = await metaDb.trimHeartbeats(name, { swapAboveRows })
    expect(result).toEqual({ before: { rows: 25_000, maximumId: newest }, after: { rows: 1, maximumId: newest }, method })
    await server.sql(`insert into ${quoted}.heatbeat_sequence (gmt_created) values (now())`)
    expect(await server.value(`select max(id) from ${quoted}.heatbeat_sequence`)).toBe(90_000)
    expect(await server.value(columns)).toBe(structure)
    expect(await server.value(`select count(*) from information_schema.tables where table_schema = '${name}'`)).toBe(1)
  })

  test('what a killed swap left behind is finished', async () => {
    await heartbeats('hb_left', 3)
    const copy = 'hb_left.heatbeat_sequence__panel_new'
    const old = 'hb_left.heatbeat_sequence__panel_old'
    const tables = "select group_concat(table_name) from information_schema.tables where table_schema = 'hb_left'"
    // Killed before the rename: the copy goes.
    await server.sql(`create table ${copy} like hb_left.heatbeat_sequence`)
    expect(await metaDb.trimHeartbeats('hb_left', { swapAboveRows: 2 })).toMatchObject({ method: 'swap', after: { rows: 1 } })
    expect(await server.value(tables)).toBe('heatbeat_sequence')
    // Killed after the rename: the old table goes.
    await server.sql(`create table ${old} like hb_left.heatbeat_sequence`)
    expect(await metaDb.trimHeartbeats('hb_left', { swapAboveRows: 2 })).toMatchObject({ method: 'nothing-to-do', after: { rows: 1 } })
    expect(await server.value(tables)).toBe('heatbeat_sequence')
    // A rename that was not atomic: the table gets its name back.
    await server.sql(`rename table hb_left.heatbeat_sequence to ${old}`, `create table ${copy} like ${old}`)
    expect(await metaDb.trimHeartbeats('hb_left', { swapAboveRows: 2 })).toMatchObject({ after: { rows: 1 } })
    expect(await server.value(tables)).toBe('heatbeat_sequence')
  })

  test('a table with a trigger is deleted from, so that the trigger stays', async () => {
    await heartbeats('hb_trigger', 5)
    await server.sql('create trigger hb_trigger.tr before insert on hb_trigger.heatbeat_sequence for each row set new.gmt_created = now()')
    expect(await metaDb.trimHeartbeats('hb_trigger', { swapAboveRows: 2 })).toMatchObject({ method: 'delete', after: { rows: 1 } })
    expect(await server.value("select count(*) from information_schema.triggers where trigger_schema = 'hb_trigger'")).toBe(1)
  })

  // The server does not look at the connection of a running statement: it would go on deleting after the step was given up.
  test('an abort ends a running delete on the server', async () => {
    await heartbeats('hb_abort', 5)
    await server.sql('create trigger hb_abort.tr before delete on hb_abort.heatbeat_sequence for each row do sleep(20)')
    const abort = new AbortController()
    const trimming = metaDb.trimHeartbeats('hb_abort', { swapAboveRows: 100, signal: abort.signal })
    const sleeping = "select count(*) from information_schema.processlist where state = 'User sleep'"
    await expect.poll(() => server.value(sleeping)).toBe(1)
    const reason = new Error('stop now')
    abort.abort(reason)
    await expect(trimming).rejects.toBe(reason)
    await expect.poll(() => server.value(sleeping)).toBe(0)
    expect(await metaDb.heartbeats('hb_abort')).toMatchObject({ rows: 5 })
  })
})

describe('what OMS keeps in the MetaDB', () => {
  beforeAll(async () => {
    await freshDatabase('rm_t')
    await freshDatabase('cm_t')
    await freshDatabase('hb_t')
    await server.sql(
      'create table rm_t.oms_normal_config (cfg_name varchar(64), cfg_value varchar(200)) default charset gbk',
      `insert into rm_t.oms_normal_config values ('ha.config', '{"enable":true}'), ('empty', null), ('twice', 'a'), ('twice', 'b')`,
      'create table cm_t.host (ip varchar(64), host_status varchar(32), resource_group_id int)',
      'create table cm_t.resource_group (id int, name varchar(64))',
      "insert into cm_t.resource_group values (1, 'cn-hangzhou')",
      "insert into cm_t.host values ('10.0.0.3', 'ONLINE', 9), ('10.0.0.1', 'ONLINE', 1), ('10.0.0.2', 'ONLINE', 1), ('10.0.0.4', 'DOWN', 1), ('10.0.0.5', 'Online', 1)",
      'create table hb_t.heart_beat (task_type varchar(32), task_name varchar(64), host_ip varchar(64), gmt_created datetime, gmt_modified datetime)',
      `insert into hb_t.heart_beat values ('a', 'supervisor', '10.0.0.1', now(), now()), ('a', 'other', '10.0.0.3', now(), now()), ('a', 'supervisor', '10.0.0.4', now(), now()),
        ('a', 'supervisor', '10.0.0.2', now(), now() - interval 600 second), ('a', 'supervisor', '10.0.0.5', now(), now() - interval 500 second)`,
    )
  })

  test('a parameter is written only where it is still what was read, byte for byte', async () => {
    expect(await metaDb.parameter('rm_t', 'ha.config')).toBe('{"enable":true}')
    expect(await metaDb.setParameter('rm_t', 'ha.config', '{"ENABLE":true}', 'x')).toBe(false)
    expect(await metaDb.setParameter('rm_t', 'ha.config', '{"enable":true} ', 'x')).toBe(false)
    expect(await metaDb.setParameter('rm_t', 'HA.config', '{"enable":true}', 'x')).toBe(false)
    expect(await metaDb.parameter('rm_t', 'ha.config')).toBe('{"enable":true}')
    expect(await metaDb.setParameter('rm_t', 'ha.config', '{"enable":true}', '{"note":"高可用 \'\\""}')).toBe(true)
    expect(await metaDb.setParameter('rm_t', 'ha.config', '{"note":"高可用 \'\\""}', '{"enable":true}')).toBe(true)
    expect(await metaDb.parameter('rm_t', 'ha.config')).toBe('{"enable":true}')
  })

  test('of many who change a parameter at once, one wins', async () => {
    const changes = Array.from({ length: 8 }, (_, i) => metaDb.setParameter('rm_t', 'ha.config', '{"enable":true}', `{"winner":${i}}`))
    const results = await Promise.all(changes)
    expect(results.filter(Boolean)).toHaveLength(1)
    expect(await metaDb.parameter('rm_t', 'ha.config')).toBe(`{"winner":${results.indexOf(true)}}`)
    await server.sql(`update rm_t.oms_normal_config set cfg_value = '{"enable":true}' where cfg_name = 'ha.config'`)
  })

  test('a value that the column would cut is refused and the old one stays', async () => {
    await server.sql("set global sql_mode = ''")
    expect(await problemOf(metaDb.setParameter('rm_t', 'ha.config', '{"enable":true}', 'x'.repeat(201)))).toMatchObject({
      said: { key: 'metadb.valueNotKept' },
    })
    await server.sql('set global sql_mode = default')
    expect(await metaDb.parameter('rm_t', 'ha.config')).toBe('{"enable":true}')
  })

  test('a missing row is missing; a missing table and two different rows are errors', async () => {
    expect(await metaDb.parameter('rm_t', 'no.such')).toBe('missing')
    expect(await metaDb.parameter('rm_t', 'empty')).toBe('')
    expect(await problemOf(metaDb.parameter('cm_t', 'ha.config'))).toMatchObject({
      code: 'not-found',
      said: { key: 'metadb.unknownTable' },
    })
    expect(await problemOf(metaDb.parameter('rm_t', 'twice'))).toMatchObject({ code: 'refused', said: { key: 'metadb.parameterTwice' } })
  })

  // host_status keeps saying ONLINE when everything is dead.
  test('a server is Online only with the word and a fresh heartbeat of its supervisor', async () => {
    expect(await metaDb.servers('cm_t', ['hb_t'])).toEqual([
      { ip: '10.0.0.1', region: 'cn-hangzhou', status: 'ONLINE', isOnline: true },
      { ip: '10.0.0.2', region: 'cn-hangzhou', status: expect.stringMatching(/^ONLINE, last heartbeat 60\d s ago$/), isOnline: false },
      { ip: '10.0.0.3', region: null, status: 'ONLINE, no heartbeat', isOnline: false },
      { ip: '10.0.0.4', region: 'cn-hangzhou', status: 'DOWN', isOnline: false },
      { ip: '10.0.0.5', region: 'cn-hangzhou', status: 'Online', isOnline: true },
    ])
  })

  // A MetaDB in UTC under an OMS that writes local time: never Online, and nothing a person could do.
  test('a heartbeat of another time zone is a sign of life once it was seen to grow', async () => {
    const serverOf = async () => (await metaDb.servers('cm_t', ['hb_z']))[0]
    const beat = (hours: number, seconds: number) =>
      server.sql(
        `replace into hb_z.heart_beat values ('supervisor', '10.0.0.1', now(3) + interval ${hours} hour - interval ${seconds} second)`,
      )
    await freshDatabase('hb_z')
    await server.sql('create table hb_z.heart_beat (task_name varchar(64), host_ip varchar(64) primary key, gmt_modified datetime(3))')
    for (const hours of [8, -8]) {
      await beat(hours, 30)
      expect(await serverOf()).toMatchObject({ isOnline: false, status: expect.stringMatching(/last heartbeat 2\d{4} s a(head|go)/) })
      await beat(hours, 0)
      expect(await serverOf()).toMatchObject({ status: 'ONLINE', isOnline: true })
    }
  })

  test('heartbeats are read as they were written, beside the clock of the server', async () => {
    const { now, beats } = await metaDb.beats(['hb_t'])
    expect(Math.abs(now - Date.now())).toBeLessThan(5_000)
    expect(Object.keys(beats)).toEqual(expect.arrayContaining(['10.0.0.1', '10.0.0.2']))
    expect(Math.round((now - (beats['10.0.0.2'] ?? 0)) / 1000)).toBeGreaterThan(590)
    await freshDatabase('hb_e')
    await server.sql('create table hb_e.heart_beat (task_name varchar(64), host_ip varchar(64), gmt_modified datetime)')
    expect(await metaDb.beats(['hb_e'])).toEqual({ now: expect.any(Number), beats: {} })
    expect(await problemOf(metaDb.beats(['cm_t']))).toMatchObject({ code: 'not-found' })
  })

  test('the schema version is the newest row, and unknown where the table is missing or empty', async () => {
    expect(await metaDb.schemaVersion('rm_t')).toBe('unknown')
    await server.sql('create table rm_t.oms_version (version varchar(32), gmt_modified datetime)')
    expect(await metaDb.schemaVersion('rm_t')).toBe('unknown')
    await server.sql("insert into rm_t.oms_version values ('3.4.0', '2024-02-02'), ('3.3.1', '2023-01-01')")
    expect(await metaDb.schemaVersion('rm_t')).toBe('3.4.0')
  })

  test('sessions of others in the databases are seen, the own ones are not', async () => {
    expect(await metaDb.sessions(['rm_t', 'cm_t'])).toEqual([])
    const other = server.sql('use cm_t; select sleep(20)').catch(() => undefined)
    await expect.poll(() => metaDb.sessions(['rm_t', 'cm_t'])).toMatchObject([{ user: 'root', database: 'cm_t' }])
    const [session] = await metaDb.sessions(['cm_t'])
    await server.sql(`kill ${session?.id ?? 0}`)
    await other
  })
})

test('a server that is killed while it works is unavailable, and works again after its restart', async () => {
  await freshDatabase('killed')
  await server.sql('create table killed.t (id int)')
  const blocker = server.sql('lock tables killed.t write; select sleep(20)').catch(() => undefined)
  await expect.poll(() => server.value("select count(*) from information_schema.processlist where info like '%sleep(20)'")).toBe(1)
  const reading = problemOf(metaDb.contents('killed'))
  await expect.poll(() => server.value("select count(*) from information_schema.processlist where state like 'Waiting for%'")).toBe(1)
  await server.kill()
  expect(await reading).toMatchObject({ code: 'unavailable' })
  expect(await problemOf(metaDb.server())).toMatchObject({ code: 'unavailable', field: 'metaDb.host' })
  await blocker
  await server.start()
  expect(await metaDb.server()).toMatchObject({ flavour: 'mariadb' })
})
