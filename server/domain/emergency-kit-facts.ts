import type { MetaDbTls } from '../contract/metadb-tls.ts'
import type { StoredObject } from './databases/structure.ts'

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
  /** In the order in which they are restored. Empty as long as there are no dumps: then nothing has changed the databases either. */
  databases: KitDatabase[]
}

export interface KitDatabase {
  database: string
  characterSet: string
  collation: string
  /** `file`: path from the folder of the kit. `sha256`: hex. */
  dump: { file: string; sha256: string }
  /** Rows with the history of a table that keeps one. */
  tables: { name: string; rows: number; hasHistory: boolean }[]
  /** Views, triggers, routines and events, in an order in which they can be created. */
  objects: StoredObject[]
}
