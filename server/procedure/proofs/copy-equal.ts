import { say } from '../../contract/said.ts'
import { type Comparison, joined } from '../../domain/databases/comparison.ts'
import { contentDifferences } from '../../domain/databases/content-differences.ts'
import type { Contents } from '../../domain/databases/contents.ts'
import type { StoredObject, Structure } from '../../domain/databases/structure.ts'
import { tableDifferences } from '../../domain/databases/structure-differences.ts'
import type { BackupManifest } from '../ports/backups.ts'
import type { MetaDbReader } from '../ports/metadb.ts'

type Saved = BackupManifest['databases'][number]

/**
 * What a database has to be made of when it is back: by the backup, or, where it was made by an earlier version of the panel and holds no
 * definitions, by what restoring it wrote. The names are those of the live database.
 */
export async function definitionsOf(metaDb: MetaDbReader, saved: Saved, copy: string): Promise<Structure> {
  const { database, characterSet, collation } = saved.inventory
  return { ...(await metaDb.structure(copy)), database, characterSet, collation }
}

/** The copy's tables and what they hold against the backup. A backup that holds too little to compare gives a weak proof, by name. */
export async function compareCopy(
  metaDb: MetaDbReader,
  { saved, copy, expected }: { saved: Saved; copy: string; expected: Structure },
  signal?: AbortSignal,
): Promise<Comparison & { rows: Record<string, number> }> {
  const { database } = saved.inventory
  const structure = await metaDb.structure(copy)
  const contents = await metaDb.contents(copy, signal)
  const comparison = joined(
    tableDifferences(expected, { ...structure, database }),
    contentDifferences(contentsOf(saved), { ...contents, database }),
    ofOldBackup(saved, expected),
  )
  return { ...comparison, rows: Object.fromEntries(contents.tables.map(({ name, rows }) => [name, rows])) }
}

function contentsOf({ inventory: { database, tables } }: Saved): Contents {
  return {
    database,
    tables: tables.map(({ name, rows, checksum }) => ({
      name,
      rows,
      proof:
        checksum === null
          ? { by: 'none', why: say('outcomes.weak.noChecksum', { table: `${database}.${name}` }) }
          : { by: 'checksum', value: checksum },
    })),
  }
}

/** It holds the names of what is stored beside the tables, and no texts. */
function ofOldBackup({ inventory }: Saved, expected: Structure): Comparison {
  const { database, views, triggers, routines, events } = inventory
  const noted = [
    ...views.map(({ name }) => `view ${name}`),
    ...triggers.map(({ name }) => `trigger ${name}`),
    ...routines.map(({ name, kind }) => `${kind.toLowerCase()} ${name}`),
    ...events.map(({ name }) => `event ${name}`),
  ].sort()
  const found = new Set(expected.objects.map(({ kind, name }: StoredObject) => `${kind} ${name}`))
  const missing = noted.filter((name) => !found.has(name))
  return {
    differences: missing.map((name) => say('outcomes.objectNotRestored', { database, name })),
    weak: [say('outcomes.weak.oldBackup', { database })],
  }
}
