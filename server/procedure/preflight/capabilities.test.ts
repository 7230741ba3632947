import { expect, test } from 'vitest'
import type { WayBackTried } from '../../domain/way-back-tried.ts'
import type { Seen, Subject } from './check.ts'
import { METADB_CHECKS } from './metadb-checks.ts'

const ON: WayBackTried['on'] = {
  ...{ host: '10.0.0.9', port: 3306, user: 'oms', account: 'oms@%' },
  ...{ identity: 'uuid', flavour: 'mariadb', version: '10.11.6' },
}
const TRIED: WayBackTried = { at: '2026-11-29T20:00:00.000Z', on: ON, creates: true, renames: true, kills: true, refused: [] }

async function looked(tried?: WayBackTried) {
  const { host, port, user, account, identity, flavour, version } = ON
  const metaDb = { account: async () => ({ user: account }), capabilities: async () => ({ liftsLimit: true, endsStatements: true }) }
  const seen = { metaDb, server: { identity, flavour, version } } as unknown as Seen
  const installation = {
    metaDb: { host, port, user },
    databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['hb_331'] },
    ...(tried && { wayBackTried: tried }),
  } as unknown as Subject['installation']
  const check = METADB_CHECKS.find(({ id }) => id === 'metadb-capabilities')
  const [finding] = (await check?.look({ installation } as Subject, seen)) ?? []
  return { renames: seen.capabilities?.renames, listed: finding?.list?.map(({ key }) => key) }
}

// Taken for granted, it is found out with OMS down: then only the way that drops the databases is left.
test.each<[string, WayBackTried | undefined, boolean | null, string]>([
  ['was not tried', undefined, null, 'renamesUntried'],
  ['was tried', TRIED, true, 'renames'],
  ['was refused', { ...TRIED, renames: false }, false, 'renamesNot'],
  ['could not be tried, because no database could be created', { ...TRIED, creates: false, renames: false }, null, 'renamesUntried'],
  ['was tried with another account', { ...TRIED, on: { ...ON, account: 'oms@10.%' } }, null, 'renamesUntried'],
])('a rename from one database to another that %s is listed as that', async (_, tried, renames, key) => {
  const found = await looked(tried)
  expect(found.renames).toBe(renames)
  expect(found.listed).toContain(`metadb.can.${key}`)
})

// On every OceanBase, whose limit is 10 s, a person had to accept what could not happen.
test.each<[string, boolean, 'panel' | 'mysql', string]>([
  ['is nothing to accept where the panel lifts it and dumps', true, 'panel', 'ok'],
  ['is to be accepted where a dump tool has it', true, 'mysql', 'confirm'],
  ['is to be accepted where it cannot be lifted', false, 'panel', 'confirm'],
])('a limit of statements %s', async (_, liftsLimit, flavour, level) => {
  const seen = { server: { statementTimeoutSeconds: 10 }, capabilities: { liftsLimit }, tools: { dump: { flavour } } } as unknown as Seen
  const found = await METADB_CHECKS.find(({ id }) => id === 'statement-limit')?.look({} as Subject, seen)
  expect(found).toMatchObject([{ level, title: { params: { seconds: 10 } } }])
})
