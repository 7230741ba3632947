import { say } from '../../contract/said.ts'
import { hasOmsTables, isSystemDatabase, kindsOf } from '../../domain/databases/oms-tables.ts'
import { OperatorError } from '../../errors.ts'
import type { InstallationAccess } from '../installation-access.ts'
import type { Backup } from '../make-backup.ts'
import type { MetaDbReader } from '../ports/metadb.ts'

type TablesByDatabase = ReadonlyMap<string, ReadonlySet<string>>

/** The tables of a backup: a database that an interrupted restore filled in part holds only those. */
export function tablesOf({ manifest }: Backup): TablesByDatabase {
  return new Map(manifest.databases.map(({ inventory: { database, tables } }) => [database, new Set(tables.map(({ name }) => name))]))
}

/**
 * Of config.yaml's databases: those of the server itself, and those without a table of OMS. config.yaml may name anything. One that is
 * gone has nothing to lose, nor has, where there is a backup (`restored`), one that is empty or holds tables of that backup.
 */
export async function notOfOms(
  metaDb: Pick<MetaDbReader, 'structure' | 'existing'>,
  { databases }: Pick<InstallationAccess, 'databases'>,
  restored?: TablesByDatabase,
): Promise<{ system: string[]; foreign: { database: string; tables: string[] }[] }> {
  const found: { system: string[]; foreign: { database: string; tables: string[] }[] } = { system: [], foreign: [] }
  for (const { database, kind } of kindsOf(databases)) {
    if (isSystemDatabase(database)) {
      found.system.push(database)
      continue
    }
    if ((await metaDb.existing([database])).length === 0) continue
    const tables = (await metaDb.structure(database)).tables.map(({ name }) => name)
    const isRestored = restored !== undefined && (tables.length === 0 || tables.some((name) => restored.get(database)?.has(name)))
    if (!hasOmsTables(kind, tables) && !isRestored) found.foreign.push({ database, tables })
  }
  return found
}

/** Right before a statement that destroys: throws unless every database is OMS's own. */
export async function assertOmsDatabases(
  metaDb: Pick<MetaDbReader, 'structure' | 'existing'>,
  installation: Pick<InstallationAccess, 'databases'>,
  restored: TablesByDatabase,
): Promise<void> {
  const { system, foreign } = await notOfOms(metaDb, installation, restored)
  const [ofServer] = system
  if (ofServer !== undefined) throw new OperatorError('refused', say('metadb.systemDatabase', { database: ofServer }))
  const [first] = foreign
  if (first === undefined) return
  const { database, tables } = first
  throw new OperatorError('refused', say('metadb.foreignDatabase', { database }), {
    hint: say('metadb.checkNames'),
    raw: tables.join('\n'),
  })
}
