import { describe, expect, test } from 'vitest'
import { Moods } from './moods.ts'
import { accountBehind, PROFILES, type ProfileName, spelledFor } from './profiles.ts'
import { judge, uses, type Verdict } from './rules.ts'
import { skeletonOf, wordsOf } from './sql-words.ts'
import { globalsOf, Variables } from './variables.ts'
import { PacketReader, packets, readRow, rowPayload } from './wire.ts'

// A stand-in that answers otherwise than METADB.md says would let the panel pass where the field's OceanBase stops it.

function session(name: ProfileName): { judge(sql: string): Verdict; variables: Variables } {
  const variables = new Variables(PROFILES[name], globalsOf(PROFILES[name]))
  return { variables, judge: (sql) => judge(PROFILES[name], variables, sql) }
}

const errnoOf = (verdict: Verdict) => (verdict.kind === 'refused' ? verdict.refusal.errno : null)
const sqlOf = (verdict: Verdict) => (verdict.kind === 'asked' ? verdict.sql : verdict.kind)

test.each<[string, Partial<Record<ProfileName, number | null>>]>([
  ['checksum table a.b', { '3.1.5': 1064, '4.3.1': 1064, odp: 1064 }],
  ["select get_lock('a', 0)", { '3.1.5': 1305, '4.2.1': 1305, '4.3.1': null, odp: 1235 }],
  ['show events', { '3.1.5': 1064, '4.3.1': 1064 }],
  ['create trigger t before insert on a for each row set new.a = 1', { '3.1.5': 1235, '4.1': null }],
  ['create or replace definer = `a`@`%` view v as select 1', { '4.1': 1064, '4.3.1': 1064 }],
  ['/*!40000 ALTER TABLE `a` DISABLE KEYS */', { '3.1.5': 1064, '4.1': null }],
  ['kill query 7', { '4.3.1': null, odp: 1094 }],
  ['select event_name from information_schema.events', { '4.3.1': 1109 }],
  ['/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */', { '3.1.5': 1193, '4.1': null }],
  ['set session information_schema_stats_expiry = 0', { '4.2.1': 1193, '4.3.1': null }],
  ['set session max_statement_time = 3600', { '4.2.1': 1193 }],
  ["select 'show events; checksum table a' -- kill 7", { '3.1.5': null }],
])('%s', (sql, expected) => {
  const found = Object.keys(expected).map((name) => [name, errnoOf(session(name as ProfileName).judge(sql))])
  expect(Object.fromEntries(found)).toEqual(expected)
})

describe('variables', () => {
  test('limits are the session’s own, and what the server behind knows goes on to it', () => {
    const own = session('4.2.1')
    expect(own.variables.statementLimit).toBe(10)
    const set = "/* panel:a */ set session ob_query_timeout = 3600000000, time_zone = '+00:00', ob_read_consistency = 'STRONG'"
    expect(sqlOf(own.judge(set))).toBe("/* panel:a */ set time_zone = '+00:00'")
    expect(own.variables.statementLimit).toBe(3600)
    expect(sqlOf(own.judge('set session ob_trx_timeout = 1'))).toBe('done')
    expect(sqlOf(own.judge('select @@ob_trx_timeout, @@global.ob_trx_timeout, version()'))).toBe(
      "select 1, 86400000000, '5.7.25-OceanBase_CE-v4.2.1.0'",
    )
  })

  test('what is set for everybody is found by the next session', () => {
    const globals = globalsOf(PROFILES['3.1.5'])
    new Variables(PROFILES['3.1.5'], globals).set(wordsOf('set global ob_query_timeout = 5000000'))
    expect(new Variables(PROFILES['3.1.5'], globals).statementLimit).toBe(5)
  })

  test('a proxy that reads from followers does so whatever a session asks for', () => {
    const own = session('odp-weak')
    expect(sqlOf(own.judge("set session ob_read_consistency = 'STRONG'"))).toBe('done')
    expect(own.variables.get('ob_read_consistency')).toBe('WEAK')
  })
})

test('catalogues say as little as the version’s own', () => {
  const of = (name: ProfileName) => sqlOf(session(name).judge('select engine from information_schema.tables t where t.engine is null'))
  expect(of('4.1')).toContain('cast(null as char(64)) as engine')
  expect(of('4.1')).toMatch(/from information_schema\.tables\) t where/)
  expect(of('4.2.1')).not.toContain('cast(null')
  expect(sqlOf(session('4.2.1').judge('select * from `information_schema`.schemata'))).toBe('select * from `information_schema`.schemata')
  expect(sqlOf(session('4.1').judge('select * from information_schema.schemata where 1'))).toMatch(/\) as `schemata` where 1$/)
})

test('what is printed of a table can be sent back', () => {
  const text = 'CREATE TABLE `t` (\n  `a` int(11) NOT NULL,\n  PRIMARY KEY (`a`),\n  KEY `k` (`a`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4'
  const asked = session('4.1').judge('show create table t')
  const [, printed] = asked.kind === 'asked' ? (asked.change?.(['t', text]) ?? []) : []
  expect(printed).toMatch(
    /KEY `k` \(`a`\) BLOCK_SIZE 16384 LOCAL\n\) DEFAULT CHARSET=utf8mb4 ROW_FORMAT = .*TABLET_SIZE = \d+ PCTFREE = 0$/s,
  )
  expect(sqlOf(session('4.1').judge(String(printed)))).toBe(text.replace(' ENGINE=InnoDB', ''))
})

test('a database is printed as OceanBase prints it', () => {
  const printed = (name: ProfileName, text: string) => {
    const asked = session(name).judge('show create database x')
    return asked.kind === 'asked' ? asked.change?.(['x', text])[1] : null
  }
  const bin = 'CREATE DATABASE `x` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */'
  expect(printed('3.1.5', bin)).toBe('CREATE DATABASE `x` DEFAULT CHARACTER SET = utf8mb4 DEFAULT COLLATE = utf8mb4_bin REPLICA_NUM = 1')
  expect(printed('4.2.1', bin.replace('_bin', '_general_ci'))).toBe('CREATE DATABASE `x` DEFAULT CHARACTER SET = utf8mb4')
})

test('accounts name the tenant, and the cluster where a proxy stands in front', () => {
  for (const profile of Object.values(PROFILES)) expect(accountBehind(profile, spelledFor(profile, 'oms'))).toBe('oms')
  expect(accountBehind(PROFILES.odp, 'oms@oms_meta')).toBeNull()
  expect(accountBehind(PROFILES.odp, 'oms@oms_meta#other')).toBeNull()
  expect(accountBehind(PROFILES['4.2.1'], 'oms@oms_meta#obcluster')).toBeNull()
})

test('a new database is unheard of in other sessions, and dropping it is not', () => {
  const moods = new Moods()
  moods.created('new_one', 1)
  const isUsed = (sql: string) => (name: string) => uses(sql, name)
  expect(moods.unheardOf(2, isUsed('use `new_one`'))).toBe('new_one')
  expect(moods.unheardOf(1, isUsed('use `new_one`'))).toBeUndefined()
  expect(moods.unheardOf(2, isUsed('drop database if exists `new_one`'))).toBeUndefined()
  expect(moods.unheardOf(2, isUsed("select 'new_one'"))).toBeUndefined()
})

test('memory runs short now and then, and never twice in a row', () => {
  const moods = new Moods()
  const seen = Array.from({ length: 5000 }, () => moods.shortOfMemory('insert into t values (1)')?.errno ?? 0)
  expect(new Set(seen)).toEqual(new Set([0, 4013, 4030]))
  expect(seen.filter((errno, place) => errno !== 0 && seen[place - 1] !== 0)).toEqual([])
  expect(moods.shortOfMemory('commit')).toBeNull()
})

test('comments of versions are part of a statement, those of MariaDB are not', () => {
  expect(skeletonOf(wordsOf('/*!80000 select */ 1 /*M!100100 , 2 */ -- x'))).toBe('select 1')
})

test('packets come out of whatever pieces a stream has, and rows as they went in', () => {
  const bytes = packets(3, Buffer.from('hello'))
  const reader = new PacketReader()
  const found = [...bytes].flatMap((byte) => [...reader.feed(Buffer.from([byte]))])
  expect(found.map(({ sequence, payload }) => [sequence, String(payload)])).toEqual([[3, 'hello']])
  expect(packets(0, Buffer.alloc(0xff_ff_ff)).length).toBe(0xff_ff_ff + 8)
  const cells = ['', null, 'x'.repeat(300), 'y'.repeat(70_000)]
  expect(readRow(rowPayload(cells))).toEqual(cells)
})
