import type { MetaDbCapabilities } from '../contract/metadb-capabilities.ts'
import type { MetaDbTls } from '../contract/metadb-tls.ts'
import type { BackupManifest } from './databases/backup-manifest.ts'
import type { RoutineGrant } from './databases/routine-grant.ts'
import { isSystemVersioned, type StoredObject } from './databases/structure.ts'

/** What a rollback without the panel has to know. */
export interface EmergencyKitFacts {
  job: { id: string; number: number }
  installation: { name: string; from: string; to: string }
  /** ISO, UTC. */
  t1: string
  metaDb: { host: string; port: number; user: string; tls: MetaDbTls }
  oldContainer: { id: string; name: string; restartPolicy: { Name: string; MaximumRetryCount?: number } }
  /** Null where the upgrade makes none. */
  newContainerName: string | null
  /** Exact text of ha.config before the upgrade; null where it was not read. */
  haConfigBefore: string | null
  /** As the plan saw the server; null: nobody asked it. */
  capabilities: Pick<MetaDbCapabilities, 'userLocks' | 'liftsLimit' | 'statementLimitSeconds' | 'endsStatements'> | null
  /** Who held single routines at T1. */
  grants: RoutineGrant[]
  /** In the order in which they are restored. Empty as long as there are no dumps: then nothing has changed the databases either. */
  databases: KitDatabase[]
}

export interface KitDatabase {
  database: string
  characterSet: string
  collation: string
  /** What SHOW CREATE DATABASE says beside them; empty where nothing, or where nobody kept it. */
  options: string
  /** `file`: path from the folder of the kit. `sha256`: hex. */
  dump: { file: string; sha256: string }
  /** Rows with the history of a table that keeps one. */
  tables: { name: string; rows: number; hasHistory: boolean }[]
  /** Views, triggers, routines and events, in an order in which they can be created. */
  objects: StoredObject[]
}

/** What a kit says of the databases of a backup. `inKit`: path of a file of the backup from the folder of the kit. */
export function kitDatabases({ databases }: Pick<BackupManifest, 'databases'>, inKit: (file: string) => string): KitDatabase[] {
  return databases.map(({ inventory: { database, characterSet, collation, tables }, structure, dump }) => ({
    database,
    characterSet,
    collation,
    options: structure?.options ?? '',
    dump: { file: inKit(dump.file), sha256: dump.sha256 },
    tables: tables.map(({ name, rows }) => {
      const definition = structure?.tables.find((table) => table.name === name)?.definition ?? ''
      return { name, rows, hasHistory: isSystemVersioned(definition) }
    }),
    objects: structure?.objects ?? [],
  }))
}
