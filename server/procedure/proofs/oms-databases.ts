import { say } from '../../contract/said.ts'
import { hasOmsTables, isSystemDatabase, kindsOf } from '../../domain/databases/oms-tables.ts'
import { OperatorError } from '../../errors.ts'
import type { InstallationAccess } from '../context.ts'
import type { MetaDbReader } from '../ports/metadb.ts'

/** Of config.yaml's databases: those of the server itself, and those without a table of OMS. config.yaml may name anything. */
export async function notOfOms(
  metaDb: Pick<MetaDbReader, 'structure' | 'existing'>,
  { databases }: Pick<InstallationAccess, 'databases'>,
): Promise<{ system: string[]; foreign: string[] }> {
  const found: { system: string[]; foreign: string[] } = { system: [], foreign: [] }
  for (const { database, kind } of kindsOf(databases)) {
    if (isSystemDatabase(database)) found.system.push(database)
    else if ((await metaDb.existing([database])).length > 0) {
      const { tables } = await metaDb.structure(database)
      const names = tables.map(({ name }) => name)
      if (!hasOmsTables(kind, names)) found.foreign.push(database)
    }
  }
  return found
}

/**
 * Right before a statement that destroys: throws unless every database is OMS's own. One that is gone or empty has nothing to lose, and one
 * that an interrupted restore filled in part holds tables of the backup (`restored`).
 */
export async function assertOmsDatabases(
  metaDb: Pick<MetaDbReader, 'structure' | 'existing'>,
  { databases }: Pick<InstallationAccess, 'databases'>,
  restored: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Promise<void> {
  for (const { database, kind } of kindsOf(databases)) {
    if (isSystemDatabase(database)) throw new OperatorError('refused', say('metadb.systemDatabase', { database }))
    if ((await metaDb.existing([database])).length === 0) continue
    const names = (await metaDb.structure(database)).tables.map(({ name }) => name)
    const ofBackup = restored.get(database)
    if (names.length === 0 || hasOmsTables(kind, names) || names.some((name) => ofBackup?.has(name))) continue
    throw new OperatorError('refused', say('metadb.foreignDatabase', { database }), {
      hint: say('metadb.checkNames'),
      raw: names.join('\n'),
    })
  }
}
