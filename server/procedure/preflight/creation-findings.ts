import type { Finding } from '../../contract/finding.ts'
import type { CreatedObject, MetaDbReader, NotCreatable } from '../ports/metadb.ts'
import { finding } from './check.ts'

/**
 * What a rollback has to create again, and this account could not: found before OMS is stopped, with the statement that lets it. Empty
 * where all can be created.
 */
export async function creationFindings(
  metaDb: Pick<MetaDbReader, 'account' | 'notCreatable'>,
  objects: readonly CreatedObject[],
  prefix: '' | 'rollback-' = '',
): Promise<Finding[]> {
  const refused = await metaDb.notCreatable(objects)
  if (refused.length === 0) return []
  const { user } = await metaDb.account()
  const because = (reason: NotCreatable['because']): NotCreatable[] => refused.filter((one) => one.because === reason)
  return [
    ...definers(`${prefix}definers`, 'foreignDefiners', 'blocking', user, because('definer')),
    ...definers(`${prefix}definers-unseen`, 'definersUnseen', 'confirm', user, because('definer-unseen')),
    ...binaryLog(`${prefix}binary-log`, user, because('binary-log')),
  ]
}

function definers(
  id: string,
  name: 'foreignDefiners' | 'definersUnseen',
  level: 'blocking' | 'confirm',
  user: string,
  refused: NotCreatable[],
): Finding[] {
  if (refused.length === 0) return []
  const privileges = [...new Set(refused.flatMap((one) => one.privileges))].sort().join(', ')
  const statement = `GRANT ${privileges} ON *.* TO ${account(user)};`
  const raw = [...refused.map(({ object, definer }) => `${object} (${definer})`), statement].join('\n')
  return [finding(id, name, level, { params: { user, count: refused.length, privileges, statement }, raw })]
}

function binaryLog(id: string, user: string, refused: NotCreatable[]): Finding[] {
  if (refused.length === 0) return []
  const statement = 'SET GLOBAL log_bin_trust_function_creators = 1;'
  const raw = [...refused.map(({ object }) => object), statement].join('\n')
  return [finding(id, 'binaryLog', 'blocking', { params: { user, count: refused.length, statement }, raw })]
}

/** `user@host` as a statement writes it. */
function account(user: string): string {
  const at = user.lastIndexOf('@')
  const quoted = (part: string): string => `'${part.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
  return `${quoted(user.slice(0, at))}@${quoted(user.slice(at + 1))}`
}
