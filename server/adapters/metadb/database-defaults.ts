import { say } from '../../contract/said.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { Session } from './session.ts'

export interface Defaults {
  characterSet: string
  collation: string
}

/** Default character set and collation, by the database's own statement: information_schema names one constant collation on older OceanBase. */
export async function readDefaults(session: Session, database: string): Promise<Defaults> {
  const [row] = await session.plain(`show create database ${quoteIdentifier(database)}`)
  const text = String(row?.['create database'])
  const characterSet = /\bCHARACTER SET\s*=?\s*(\w+)/i.exec(text)?.[1] ?? ''
  const collation = /\bCOLLATE\s*=?\s*(\w+)/i.exec(text)?.[1]
  if (collation !== undefined) return { characterSet, collation }
  // MySQL leaves out the collation that is the default of its character set.
  const [known] = await session.plain(`show character set like '${characterSet}'`)
  return { characterSet, collation: String(known?.['default collation']) }
}

/** The names stand unquoted in the statement, so the server has to know them first. */
export async function writeDefaults(session: Session, database: string, defaults: Defaults): Promise<void> {
  await requireKnown(session, database, defaults)
  await session.plain(`alter database ${quoteIdentifier(database)} character set ${defaults.characterSet} collate ${defaults.collation}`)
}

export async function requireKnown(session: Session, database: string, { characterSet, collation }: Defaults): Promise<void> {
  const pairs = await knownPairs(session)
  const isKnown = pairs.some((pair) => pair.characterSet === characterSet && pair.collation === collation)
  if (isKnown && /^\w+$/.test(characterSet) && /^\w+$/.test(collation)) return
  throw new OperatorError('refused', say('metadb.unknownCollation', { database, characterSet, collation }))
}

async function knownPairs(session: Session): Promise<Defaults[]> {
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
