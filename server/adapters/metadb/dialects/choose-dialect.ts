import type { Asking } from './asking.ts'
import type { Dialect, ServerFacts } from './dialect.ts'
import { mariadb } from './mariadb.ts'
import { mysql } from './mysql.ts'
import { oceanbase } from './oceanbase.ts'

/**
 * By variables that only one family has, because a proxy may show any version and comment: OceanBase calls itself 5.7.x, MaxScale can call
 * MariaDB 8.0. Words decide only where no variable tells.
 */
export function chooseDialect({ version, comment, variables }: ServerFacts): Dialect {
  if (variables.has('ob_query_timeout')) return oceanbase
  if (variables.has('max_statement_time')) return mariadb
  if (variables.has('max_execution_time')) return mysql
  if (/oceanbase/i.test(comment)) return oceanbase
  return /mariadb/i.test(version) ? mariadb : mysql
}

const TELLING = ['ob_query_timeout', 'max_statement_time', 'max_execution_time']

/** One statement and one more, for a session that does not know yet whom it talks to. */
export async function lookForDialect(session: Pick<Asking, 'plain'>): Promise<Dialect> {
  const [row] = await session.plain('select version() as version, @@version_comment as comment')
  const names = TELLING.map((name) => `'${name}'`).join(', ')
  const rows = await session.plain(`show session variables where variable_name in (${names})`)
  return chooseDialect({
    version: String(row?.['version']),
    comment: String(row?.['comment']),
    variables: new Map(rows.map((one) => [String(one['variable_name']).toLowerCase(), String(one['value'])])),
  })
}
