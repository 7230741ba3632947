import { quoteIdentifier } from '../quote-identifier.ts'

/** Rights of one account on one routine, which go with it when it is dropped. */
export interface RoutineGrant {
  database: string
  kind: 'procedure' | 'function'
  name: string
  user: string
  host: string
  rights: string[]
  isGrantable: boolean
}

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** Gives them back, in a session whose `sql_mode` is empty. */
export function grantStatement({ database, kind, name, user, host, rights, isGrantable }: RoutineGrant): string {
  const on = `${kind} ${quoteIdentifier(database)}.${quoteIdentifier(name)}`
  return `grant ${rights.length > 0 ? rights.join(', ') : 'usage'} on ${on} to ${literal(user)}@${literal(host)}${isGrantable ? ' with grant option' : ''}`
}
