import type { MetaDbAddress } from '../../contract/installation.ts'
import type { ServerStatus } from '../../contract/job.ts'
import type { BeatReading } from '../../domain/heartbeats.ts'
import type { Secret } from '../../domain/secret.ts'

export type MetaDbLogin = MetaDbAddress & { password: Secret }

export interface MetaDbServer {
  flavour: 'mysql' | 'mariadb' | 'oceanbase'
  version: string
  time: Date
  readOnly: boolean
  /** Limit of one statement, in seconds; null where there is none. */
  statementTimeoutSeconds: number | null
}

export interface Inventory {
  database: string
  characterSet: string
  collation: string
  /**
   * Exact row counts, by `select count(*)`, and what `checksum table` says; the checksum is null where the server cannot say it.
   * Sorted by name, as everything here.
   */
  tables: { name: string; rows: number; checksum: string | null }[]
  views: { name: string; definer: string }[]
  triggers: { name: string; definer: string }[]
  routines: { name: string; kind: 'PROCEDURE' | 'FUNCTION'; definer: string }[]
  events: { name: string; definer: string }[]
}

export interface Heartbeats {
  /** 0 where the table is empty. */
  rows: number
  maximumId: number
}

export interface TrimResult {
  before: Heartbeats
  after: Heartbeats
  method: 'nothing-to-do' | 'delete' | 'swap'
}

/** What reads a MetaDB. */
export interface MetaDbReader {
  server(): Promise<MetaDbServer>
  /** Privileges that dump, restore, create and drop need and that the account lacks, per database; empty: all there. */
  missingPrivileges(databases: string[]): Promise<{ database: string; privileges: string[] }[]>
  /** `user@host` as the server sees this session, and whether it may set other definers. */
  account(): Promise<{ user: string; maySetDefiner: boolean }>
  existing(databases: string[]): Promise<string[]>
  /** Estimates of the server's own statistics. */
  sizes(databases: string[]): Promise<{ database: string; bytes: number; tables: number; rows: number }[]>
  inventory(database: string, signal?: AbortSignal): Promise<Inventory>
  heartbeats(database: string): Promise<Heartbeats | 'missing'>
  /** Other sessions whose current database is one of these. */
  sessions(databases: string[]): Promise<{ id: number; user: string; host: string; database: string; seconds: number }[]>
  /** Value of a row of rm.oms_normal_config. */
  parameter(rmDatabase: string, name: string): Promise<string | 'missing'>
  /** From cm.host, with freshness of the supervisors' rows in the heartbeat databases. */
  servers(cmDatabase: string, heartbeatDatabases: string[]): Promise<ServerStatus[]>
  /** The newest heartbeat of each server's supervisor, as OMS wrote it. */
  beats(heartbeatDatabases: string[]): Promise<BeatReading>
  /** Newest row of rm.oms_version; `unknown` where the table is missing or empty. */
  schemaVersion(rmDatabase: string): Promise<string | 'unknown'>
  /** Unfinished projects and the components that may need a hand after a rollback; empty where the tables differ. */
  components(rmDatabase: string): Promise<{ project: string; kind: string; name: string; status: string }[]>
  close(): Promise<void>
}

/** Everything that changes a MetaDB. Each statement asks the permit right before it is sent. */
export interface MetaDbWriter extends MetaDbReader {
  /** Leaves the newest row; AUTO_INCREMENT goes on from where it was. Committed. */
  trimHeartbeats(database: string, options: { swapAboveRows: number; signal?: AbortSignal }): Promise<TrimResult>
  /** Compare-and-set; false where the value is no longer `expected`. */
  setParameter(rmDatabase: string, name: string, expected: string, value: string): Promise<boolean>
  /** Drops the database and creates it empty with this character set and collation. */
  recreate(database: string, as: { characterSet: string; collation: string }): Promise<void>
  /** Ends sessions that a killed restore of this database left behind, by its fence lock; returns how many. */
  breakRestoreFence(database: string): Promise<number>
}

export interface MetaDbs<Opened extends MetaDbReader = MetaDbReader> {
  /** Connects, so a wrong password shows here. Codes: unavailable, refused (access denied), timeout. */
  open(login: MetaDbLogin): Promise<Opened>
}
