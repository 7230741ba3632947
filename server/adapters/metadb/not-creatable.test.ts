import { expect, test } from 'vitest'
import type { CreatedObject } from '../../procedure/ports/metadb.ts'
import { mysql } from './dialects/mysql.ts'
import { oceanbase } from './dialects/oceanbase.ts'
import { notCreatable } from './not-creatable.ts'
import type { Session } from './session.ts'

function sessionOf(dialect: Session['dialect'], logBin: 'ON' | 'OFF'): Session {
  const session: Pick<Session, 'dialect' | 'plain'> = {
    dialect,
    async plain(sql) {
      if (sql.startsWith('show grants')) return [{ grant: 'GRANT ALL PRIVILEGES ON `rm`.* TO `oms`@`%`' }]
      if (sql.includes('current_user()')) return [{ account: 'oms@%' }]
      if (sql.includes('version()')) return [{ version: '9.7.4' }]
      if (sql.includes('log_bin')) return [{ variable_name: 'log_bin', value: logBin }]
      return []
    },
  }
  return session as Session
}

const object = (kind: CreatedObject['kind'], definer: string): CreatedObject => ({
  ...{ database: 'rm', kind, name: 'o', definer },
  statement: `CREATE ${kind} o`,
})
const because = async (dialect: Session['dialect'], logBin: 'ON' | 'OFF', one: CreatedObject) =>
  (await notCreatable(sessionOf(dialect, logBin), [one])).map((found) => found.because)

// Old OceanBase names nobody, and every plan there was blocked for a privilege that would have changed nothing.
test('an object of nobody, or of this account, needs no privilege over others', async () => {
  for (const definer of ['NONE', 'oms@%']) expect(await because(oceanbase, 'OFF', object('trigger', definer))).toEqual([])
  expect(await because(oceanbase, 'OFF', object('trigger', 'root@%'))).toEqual(['definer'])
})

// Found after the drop it was 1419, on every retry.
test('what the binary log refuses to an account without SUPER is found by its kind', async () => {
  for (const kind of ['trigger', 'function'] as const) expect(await because(mysql, 'ON', object(kind, 'oms@%'))).toEqual(['binary-log'])
  for (const kind of ['view', 'procedure', 'event'] as const) expect(await because(mysql, 'ON', object(kind, 'oms@%'))).toEqual([])
  expect(await because(mysql, 'OFF', object('trigger', 'oms@%'))).toEqual([])
})
