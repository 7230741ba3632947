import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { DatabaseDefaults } from './known-defaults.ts'
import type { Session } from './session.ts'

/** Default character set and collation, by the database's own statement: information_schema names one constant collation on older OceanBase. */
export async function readDefaults(session: Session, database: string): Promise<DatabaseDefaults> {
  const [row] = await session.plain(`show create database ${quoteIdentifier(database)}`)
  const text = String(row?.['create database'])
  const characterSet = /\bCHARACTER SET\s*=?\s*(\w+)/i.exec(text)?.[1] ?? ''
  const collation = /\bCOLLATE\s*=?\s*(\w+)/i.exec(text)?.[1]
  if (collation !== undefined) return { characterSet, collation }
  // MySQL leaves out the collation that is the default of its character set.
  const [known] = await session.plain(`show character set like '${characterSet}'`)
  return { characterSet, collation: String(known?.['default collation']) }
}
