import { otherOptions } from '../../domain/databases/database-options.ts'
import { ownWords } from '../../domain/databases/definition-words.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { DatabaseDefaults } from './known-defaults.ts'
import type { Session } from './session.ts'

/** All options, by the database's own statement: information_schema names one constant collation on older OceanBase. */
export async function readDefaults(session: Session, database: string): Promise<DatabaseDefaults & { options: string }> {
  const [row] = await session.plain(`show create database ${quoteIdentifier(database)}`)
  const text = String(row?.['create database'])
  const words = ownWords(text)
  const characterSet = /\bCHARACTER SET\s*=?\s*(\w+)/i.exec(words)?.[1] ?? ''
  const collation = /\bCOLLATE\s*=?\s*(\w+)/i.exec(words)?.[1]
  const options = otherOptions(text)
  if (collation !== undefined) return { characterSet, collation, options }
  // MySQL leaves out the collation that is the default of its character set.
  const [known] = await session.plain(`show character set like '${characterSet}'`)
  return { characterSet, collation: String(known?.['default collation']), options }
}
