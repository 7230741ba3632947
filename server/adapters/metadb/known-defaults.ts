import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { Session } from './session.ts'

/** What a database gives to tables that say nothing themselves. */
export interface DatabaseDefaults {
  characterSet: string
  collation: string
  /** Its other options, as SHOW CREATE DATABASE spells them. */
  options?: string | undefined
}

/** Refuses a pair that the server does not know, before anything is changed; what passes may stand in a statement as it is. */
export async function requireKnownDefaults(
  session: Session,
  database: string,
  { characterSet, collation }: DatabaseDefaults,
): Promise<void> {
  const pairs = await knownPairs(session)
  const isKnown = pairs.some((pair) => pair.characterSet === characterSet && pair.collation === collation)
  if (isKnown && /^\w+$/.test(characterSet) && /^\w+$/.test(collation)) return
  throw new OperatorError('refused', say('metadb.unknownCollation', { database, characterSet, collation }))
}

async function knownPairs(session: Session): Promise<DatabaseDefaults[]> {
  // Not only `show collation`: there MariaDB names its newest collations without their character set.
  const applicable = await session
    .plain('select * from information_schema.collation_character_set_applicability')
    .catch((error: { errno?: number }) => {
      if (error.errno !== 1109 && error.errno !== 1146) throw error
      return session.plain('show collation')
    })
  return applicable.flatMap((row) => {
    const characterSet = String(row['character_set_name'] ?? row['charset'])
    const names = [row['collation_name'], row['full_collation_name'], row['collation']]
    return names.filter((name) => typeof name === 'string').map((collation) => ({ characterSet, collation }))
  })
}
