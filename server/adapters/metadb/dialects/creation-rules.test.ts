import { expect, test } from 'vitest'
import { parseGrants } from '../grants.ts'
import type { Asking, Row } from './asking.ts'
import { isFrom } from './creation-rules.ts'
import { mariadb } from './mariadb.ts'
import { mysql } from './mysql.ts'
import { oceanbase } from './oceanbase.ts'

interface Site {
  version: string
  privileges?: string
  /** Accounts that are there, and of these the protected ones; absent: the account may not read them. */
  accounts?: string[]
  guarded?: string[]
  logBin?: 'ON' | 'OFF'
  trusts?: 'ON' | 'OFF'
}

async function rulesOf(dialect: typeof mysql, { version, privileges = 'USAGE', accounts, guarded, logBin = 'OFF', trusts = 'OFF' }: Site) {
  const rows = (list: string[] | undefined): Row[] => {
    if (list === undefined) throw Object.assign(new Error('SELECT command denied'), { errno: 1142 })
    return list.map((name) => ({ user: name, host: '%' }))
  }
  const asking: Asking = {
    async plain(sql) {
      if (sql.includes('version()')) return [{ version }]
      if (sql.includes('mysql.user')) return rows(accounts)
      if (sql.includes('global_grants')) return rows(guarded)
      return [
        { variable_name: 'log_bin', value: logBin },
        { variable_name: 'log_bin_trust_function_creators', value: trusts },
      ]
    },
    rows: async () => [],
  }
  return await dialect.creationRules(asking, parseGrants([`GRANT ${privileges} ON *.* TO \`u\`@\`%\``]))
}

// MySQL 9 rejects SET_USER_ID, and MySQL 8.0 does not know SET_ANY_DEFINER: the statement to run has to be one that works.
test.each([
  ['5.7.44', 'SUPER'],
  ['8.0.36', 'SET_USER_ID'],
  ['8.4.0', 'SET_ANY_DEFINER'],
  ['9.7.4-2', 'SET_ANY_DEFINER'],
])('on MySQL %s foreign definers need %s', async (version, privilege) => {
  const { lackingFor } = await rulesOf(mysql, { version, accounts: ['other'], guarded: [] })
  expect(lackingFor('other@%')).toEqual({ surely: [privilege], perhaps: [] })
})

test('on MySQL an account that is gone and one that is protected need privileges of their own', async () => {
  const site = { version: '9.7.4', accounts: ['other', 'root'], guarded: ['root'] }
  const { lackingFor } = await rulesOf(mysql, { ...site, privileges: 'SET_ANY_DEFINER' })
  expect(lackingFor('other@%')).toEqual({ surely: [], perhaps: [] })
  expect(lackingFor('gone@%')).toEqual({ surely: ['ALLOW_NONEXISTENT_DEFINER'], perhaps: [] })
  expect(lackingFor('root@%')).toEqual({ surely: ['SYSTEM_USER'], perhaps: [] })
  const all = await rulesOf(mysql, { ...site, privileges: 'SUPER, SYSTEM_USER' })
  expect(['gone@%', 'root@%'].map(all.lackingFor)).toEqual([
    { surely: [], perhaps: [] },
    { surely: [], perhaps: [] },
  ])
})

test('what an account may not see is unknown, and not fine', async () => {
  const { lackingFor } = await rulesOf(mysql, { version: '9.7.4', privileges: 'SET_ANY_DEFINER' })
  expect(lackingFor('other@%')).toEqual({ surely: [], perhaps: ['ALLOW_NONEXISTENT_DEFINER', 'SYSTEM_USER'] })
})

test.each([
  ['10.4.30-MariaDB', 'USAGE', ['SUPER']],
  ['10.11.6-MariaDB', 'SUPER', []],
  ['10.11.6-MariaDB', 'USAGE', ['SET USER']],
  ['11.8.9-MariaDB', 'SUPER', ['SET USER']],
  ['11.8.9-MariaDB', 'SET USER', []],
])('MariaDB %s, which gave %s, lacks %j', async (version, privileges, surely) => {
  expect((await rulesOf(mariadb, { version, privileges })).lackingFor('other@%')).toEqual({ surely, perhaps: [] })
})

test('on OceanBase a view belongs to whoever creates it, and the binary log decides nothing', async () => {
  const { hasDefiner, lackingFor, binaryLog } = await rulesOf(oceanbase, { version: '5.7.25', logBin: 'ON' })
  expect([hasDefiner('view'), hasDefiner('trigger'), lackingFor('other@%').surely, binaryLog]).toEqual([false, true, ['SUPER'], 'free'])
})

test.each([
  [{ logBin: 'OFF' }, 'free'],
  [{ logBin: 'ON', trusts: 'ON' }, 'free'],
  [{ logBin: 'ON' }, 'super-only'],
  [{ logBin: 'ON', privileges: 'SUPER' }, 'declared-only'],
] as const)('a binary log %j is %s', async (site, rule) => {
  for (const dialect of [mysql, mariadb]) expect((await rulesOf(dialect, { version: '9.7.4', ...site })).binaryLog).toBe(rule)
})

test('versions are compared by their numbers', () => {
  expect([isFrom('8.0.16', 8, 0, 16), isFrom('8.0.9', 8, 0, 16), isFrom('10.5.2-MariaDB', 9, 1), isFrom('11.0', 11)]).toEqual([
    true,
    false,
    true,
    true,
  ])
})
