import { ownWords } from '../../domain/databases/definition-words.ts'
import { isSystemVersioned } from '../../domain/databases/structure.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Dialect } from './dialects/dialect.ts'
import type { RowHash } from './dialects/row-hash.ts'
import type { Column } from './digest.ts'
import { allRowsOf } from './row-counts.ts'
import type { Row, Session } from './session.ts'

/** A table as the proof of its content reads it. */
export interface Scanned {
  name: string
  columns: Column[]
  /** What the statements read from, as `allRowsOf` says. */
  from: string
  /** CHECKSUM TABLE does not see history, sees an old storage format that a restore renews, and for generated columns whatever its buffer holds, also for those that MySQL hides behind a key on an expression. */
  isPlain: boolean
  /** For its digest. */
  hash: RowHash
  /** The single integer of the primary key, by whose ranges the rows may be read in pieces; null without one. */
  key: Column | null
}

// A storage format of MariaDB 5, and a key with an expression among its parts.
const NOT_PLAIN = /\/\* mariadb-5\.\d \*\/|\bKEY '' \(.*?(?<=[(,])\(/

/** By the catalogue alone, in the current database. */
export async function scanOf(session: Session, name: string, hash: RowHash): Promise<Scanned> {
  const table = quoteIdentifier(name)
  const definition = String((await session.plain(`show create table ${table}`))[0]?.['create table'])
  const rows = await session.plain(`show full columns from ${table}`)
  const columns = rows.map((row) => ({ name: String(row['field']), type: String(row['type']), key: String(row['key']) }))
  const primary = columns.filter(({ key }) => key === 'PRI')
  const hasHistory = isSystemVersioned(definition)
  // The period of an implicit one is no column, but can be read by these names.
  const period = hasHistory && !/\bPERIOD FOR SYSTEM_TIME\b/.test(ownWords(definition)) ? ['row_start', 'row_end'] : []
  return {
    name,
    columns: [...columns, ...period.map((column) => ({ name: column, type: 'timestamp(6)' }))],
    hash,
    from: allRowsOf(table, hasHistory),
    isPlain: !hasHistory && !rows.some(isGenerated) && !NOT_PLAIN.test(ownWords(definition)),
    key: !hasHistory && primary.length === 1 && /^(tiny|small|medium|big)?int/.test(primary[0]?.type ?? '') ? (primary[0] ?? null) : null,
  }
}

/** Not `DEFAULT_GENERATED`, which MySQL says of a default that is an expression. */
const isGenerated = (row: Row): boolean => /\b(VIRTUAL|STORED|PERSISTENT)\b/i.test(String(row['extra']))

/** Whether CHECKSUM TABLE proves this table; otherwise the digest of its rows does. */
export function hasChecksum({ isPlain }: Scanned, { hasChecksumTable }: Pick<Dialect, 'hasChecksumTable'>): boolean {
  return isPlain && hasChecksumTable
}
