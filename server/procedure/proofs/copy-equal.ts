import type { SavedDatabase } from '../../domain/databases/backup-manifest.ts'
import { type Comparison, joined } from '../../domain/databases/comparison.ts'
import { contentDifferences } from '../../domain/databases/content-differences.ts'
import type { Structure } from '../../domain/databases/structure.ts'
import { tableDifferences } from '../../domain/databases/structure-differences.ts'
import type { MetaDbReader } from '../ports/metadb.ts'
import { savedContents, withoutDefinitions } from './databases-equal.ts'

/**
 * What a database has to be made of when it is back: by the backup, or, where it was made by an earlier version of the panel and holds no
 * definitions, by what restoring it wrote. The names are those of the live database.
 */
export async function definitionsOf(metaDb: MetaDbReader, { inventory, structure }: SavedDatabase, copy: string): Promise<Structure> {
  const { database, characterSet, collation } = inventory
  if (structure !== null) return { ...structure, database, characterSet, collation }
  // A copy has no other options than these.
  const { options: _, ...written } = await metaDb.structure(copy)
  return { ...written, database, characterSet, collation }
}

/** The copy's tables and what they hold against the backup. A backup that holds too little to compare gives a weak proof, by name. */
export async function compareCopy(
  metaDb: MetaDbReader,
  { saved, copy, expected }: { saved: SavedDatabase; copy: string; expected: Structure },
  signal?: AbortSignal,
): Promise<Comparison & { rows: Record<string, number> }> {
  const { database } = saved.inventory
  const structure = await metaDb.structure(copy)
  const contents = await metaDb.contents(copy, signal)
  const comparison = joined(
    tableDifferences(expected, { ...structure, database }),
    contentDifferences(savedContents(saved), { ...contents, database }),
    ...(saved.structure === null ? [withoutDefinitions(saved, expected)] : []),
  )
  return { ...comparison, rows: Object.fromEntries(contents.tables.map(({ name, rows }) => [name, rows])) }
}
