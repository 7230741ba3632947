import type { Backup } from '../make-backup.ts'
import type { MetaDbReader } from '../ports/metadb.ts'

// Tables that OMS keeps over its versions (OMS.md, MetaDB tables seen). `heatbeat_sequence` is spelled so.
const OF_OMS = [
  'oms_normal_config',
  'oms_version',
  'oms_project',
  'cluster_info',
  'host',
  'resource_group',
  'config_job',
  'heatbeat_sequence',
  'heart_beat',
]

/**
 * Databases that hold tables, but none that OMS has or that the backup was made of: whatever they are, they are not what a rollback
 * replaces. One that is gone or empty has nothing to lose.
 */
export async function foreignDatabases(metaDb: Pick<MetaDbReader, 'tables'>, { manifest }: Backup): Promise<string[]> {
  const places = await metaDb.tables(manifest.databases.map(({ inventory }) => inventory.database))
  return manifest.databases.flatMap(({ inventory: { database, tables } }) => {
    const found = places.get(database) ?? []
    const known = new Set([...OF_OMS, ...tables.map(({ name }) => name)])
    return found.length === 0 || found.some((name) => known.has(name)) ? [] : [database]
  })
}
