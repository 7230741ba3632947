import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'

/** Backtick-quoted name of a database or table, as it may stand in a statement. Names that no server can have are refused. */
export function quoteIdentifier(name: string): string {
  // 64 characters is the limit of MySQL, MariaDB and OceanBase; none of them takes NUL or a trailing space.
  if (name === '' || name.length > 64 || name.includes('\0') || name.endsWith(' ')) {
    throw new OperatorError('bad-input', say('metadb.impossibleName', { name: name.replaceAll('\0', '\\0').slice(0, 80) }))
  }
  return `\`${name.replaceAll('`', '``')}\``
}
