import { say } from '../../contract/said.ts'
import type { SavedDatabase } from '../../domain/databases/backup-manifest.ts'
import { type Comparison, joined } from '../../domain/databases/comparison.ts'
import { contentDifferences } from '../../domain/databases/content-differences.ts'
import type { Contents } from '../../domain/databases/contents.ts'
import type { Structure } from '../../domain/databases/structure.ts'
import { databaseDifferences, structureDifferences } from '../../domain/databases/structure-differences.ts'
import type { MetaDbReader } from '../ports/metadb.ts'

/** A database against what its backup says of it: every definition, and what every table holds. A backup without definitions is a weak proof. */
export async function compareWithBackup(
  metaDb: Pick<MetaDbReader, 'structure' | 'contents'>,
  saved: SavedDatabase,
  signal?: AbortSignal,
): Promise<Comparison> {
  const { database } = saved.inventory
  const structure = await metaDb.structure(database)
  const definitions =
    saved.structure === null
      ? joined(databaseDifferences(saved.inventory, structure), withoutDefinitions(saved, structure))
      : structureDifferences(saved.structure, structure)
  return joined(definitions, contentDifferences(savedContents(saved), await metaDb.contents(database, signal)))
}

export function savedContents({ inventory: { database, tables } }: SavedDatabase): Contents {
  return { database, tables }
}

/** A backup of an earlier version holds the names of what was stored beside the tables, and no definitions. */
export function withoutDefinitions({ inventory: { database }, objectNames }: SavedDatabase, now: Pick<Structure, 'objects'>): Comparison {
  const found = new Set(now.objects.map(({ kind, name }) => `${kind} ${name}`))
  const missing = objectNames.filter(({ kind, name }) => !found.has(`${kind} ${name}`))
  return {
    differences: missing.map(({ kind, name }) => say('proofs.differs.objectMissing', { kind, object: `${database}.${name}` })),
    weak: [say('proofs.weak.noDefinitions', { database })],
  }
}
