import { withoutTexts } from '../../domain/databases/definition-words.ts'
import type { CreatedObject, NotCreatable } from '../../procedure/ports/metadb.ts'
import type { CreationRules } from './dialects/creation-rules.ts'
import type { Session } from './session.ts'

// MySQL and MariaDB print what a function says of itself on lines of their own.
const DECLARED = /\n {4}(?:NO SQL|READS SQL DATA|DETERMINISTIC)\b/

/** Objects that this account could not create again as they are, and what keeps it from that. */
export async function notCreatable(session: Session, objects: readonly CreatedObject[]): Promise<NotCreatable[]> {
  if (objects.length === 0) return []
  const [row] = await session.plain('select current_user() as account')
  const grants = await session.dialect.readGrants(session)
  const rules = await session.dialect.creationRules(session, grants)
  return objects.flatMap((object) => [...ofDefiner(object, String(row?.['account']), rules), ...ofBinaryLog(object, rules)])
}

function ofDefiner({ database, kind, name, definer }: CreatedObject, account: string, rules: CreationRules): NotCreatable[] {
  // NONE: old OceanBase keeps no definer, and creates for the account that asks.
  if (!rules.hasDefiner(kind) || definer === account || definer === 'NONE') return []
  const { surely, perhaps } = rules.lackingFor(definer)
  const object = `${database}.${name}`
  return [
    ...(surely.length === 0 ? [] : [{ object, definer, because: 'definer' as const, privileges: surely }]),
    ...(perhaps.length === 0 ? [] : [{ object, definer, because: 'definer-unseen' as const, privileges: perhaps }]),
  ]
}

function ofBinaryLog({ database, kind, name, definer, statement }: CreatedObject, { binaryLog }: CreationRules): NotCreatable[] {
  const isUndeclared = kind === 'function' && !DECLARED.test(withoutTexts(statement))
  const isRefused = binaryLog === 'super-only' ? kind === 'trigger' || kind === 'function' : binaryLog === 'declared-only' && isUndeclared
  return isRefused ? [{ object: `${database}.${name}`, definer, because: 'binary-log', privileges: [] }] : []
}
