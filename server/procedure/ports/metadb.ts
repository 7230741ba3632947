import type { MetaDbAddress } from '../../contract/installation.ts'
import type { ServerStatus } from '../../contract/job.ts'
import type { MetaDbCapabilities } from '../../contract/metadb-capabilities.ts'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import type { Said } from '../../contract/said.ts'
import type { Contents } from '../../domain/databases/contents.ts'
import type { RoutineGrant } from '../../domain/databases/routine-grant.ts'
import type { ObjectKind, StoredObject, Structure } from '../../domain/databases/structure.ts'
import type { BeatReading } from '../../domain/heartbeats.ts'
import type { Secret } from '../../domain/secret.ts'
import type { Move } from '../../domain/swap-state.ts'

export type MetaDbLogin = MetaDbAddress & { password: Secret; tls: MetaDbTls }

export interface MetaDbServer {
  flavour: 'mysql' | 'mariadb' | 'oceanbase'
  version: string
  time: Date
  readOnly: boolean
  /** Takes rows of the past into a system-versioned table, as a restore has to write them. */
  insertsHistory: boolean
  /** Bytes of the longest statement that it takes; null where it does not say. */
  packetBytes: number | null
  /** How the content of a plain table is proven here: by the server's own checksum, or by a digest of every row, which takes longer. */
  contentProof: 'checksum' | 'digest'
  /** Family of the client programs that dump what it takes back; null: none does. */
  clients: 'mysql' | 'mariadb' | null
  /** Limit of one statement, in seconds; null where there is none. */
  statementTimeoutSeconds: number | null
  /** domain/metadb-identity.ts: the same on every way to this server; null where it does not say who it is. */
  identity: string | null
}

/** By `database.table`, in seconds since 1970 by the server's clock; null: not since the server started, or it does not tell (engines other than InnoDB and MyISAM). */
export type LastWrites = Record<string, number | null>

/** Each as `database.table → database.table`. */
export interface OddKeys {
  /** From one database into another. A database with a table that another one refers to cannot be dropped either. */
  crossing: string[]
  /** To a table that does not exist. */
  dangling: string[]
}

export interface Heartbeats {
  /** 0 where the table is empty. */
  rows: number
  maximumId: number
}

export interface OtherSession {
  id: number
  user: string
  host: string
  database: string
  seconds: number
}

export interface TrimResult {
  before: Heartbeats
  after: Heartbeats
  method: 'nothing-to-do' | 'delete' | 'swap'
}

/** A view, trigger, routine or event that has to be created again. */
export type CreatedObject = Pick<StoredObject, 'kind' | 'name' | 'definer' | 'statement'> & { database: string }

export interface NotCreatable {
  /** `database.name` */
  object: string
  definer: string
  /**
   * `definer`: in the name of that account, only with these privileges. `definer-unseen`: they are needed only where that account is gone
   * or protected, which this one may not see. `binary-log`: a setting of the server.
   */
  because: 'definer' | 'definer-unseen' | 'binary-log'
  privileges: string[]
}

/** What reads a MetaDB. */
export interface MetaDbReader {
  server(): Promise<MetaDbServer>
  /** Cipher that protects this session; null: it is clear text. */
  cipher(): Promise<string | null>
  /** Privileges that dump, restore, create and drop need and that the account lacks, per database; empty: all there. */
  missingPrivileges(databases: string[]): Promise<{ database: string; privileges: string[] }[]>
  /** `user@host` as the server sees this session. */
  account(): Promise<{ user: string }>
  /** Those that this account could not create again as they are, and why. By rights and settings alone: creates nothing. */
  notCreatable(objects: readonly CreatedObject[]): Promise<NotCreatable[]>
  /** Tries what only a try can tell, on sessions and locks of its own: some tenths of a second, and no data. */
  capabilities(databases: string[]): Promise<MetaDbCapabilities>
  existing(databases: string[]): Promise<string[]>
  /** Estimates of the server's own statistics. */
  sizes(databases: string[]): Promise<{ database: string; bytes: number; tables: number; rows: number }[]>
  /** Definitions of everything in the database, out of the catalogue: reads no rows. */
  structure(database: string): Promise<Structure>
  /** Tables whose content this server may not be able to prove, each with the reason. By the catalogue alone: reads no rows. */
  weakProofs(database: string): Promise<Said[]>
  /** Rows of every table and a proof of what they hold: reads all of them. */
  contents(database: string, signal?: AbortSignal): Promise<Contents>
  /** When each table was last written to, of all base tables. `settled`: waits up to three seconds, so that every later write shows. */
  lastWrites(databases: string[], how: { settled: boolean }, signal?: AbortSignal): Promise<LastWrites>
  heartbeats(database: string): Promise<Heartbeats | 'missing'>
  /** Other sessions whose current database is one of these. */
  sessions(databases: string[]): Promise<OtherSession[]>
  /** Those, and what else may use them; `seesAll`: the account sees the sessions of other accounts. */
  allSessions(databases: string[]): Promise<{ inDatabases: OtherSession[]; withoutDatabase: OtherSession[]; seesAll: boolean }>
  /** Value of a row of rm.oms_normal_config. */
  parameter(rmDatabase: string, name: string, signal?: AbortSignal): Promise<string | 'missing'>
  /** From cm.host, with freshness of the supervisors' rows in the heartbeat databases. */
  servers(cmDatabase: string, heartbeatDatabases: string[], signal?: AbortSignal): Promise<ServerStatus[]>
  /** The newest heartbeat of each server's supervisor, as OMS wrote it. */
  beats(heartbeatDatabases: string[], signal?: AbortSignal): Promise<BeatReading>
  /** Newest row of rm.oms_version; `unknown` where the table is missing or empty. */
  schemaVersion(rmDatabase: string): Promise<string | 'unknown'>
  /** Unfinished projects and the components that may need a hand after a rollback; empty where the tables differ. */
  components(rmDatabase: string): Promise<{ project: string; kind: string; name: string; status: string }[]>
  /** Names of the tables of each database, views left out; a database that does not exist has none. */
  tables(databases: string[]): Promise<ReadonlyMap<string, string[]>>
  /** Exact rows; null where there is no such table. */
  rowCounts(
    tables: { database: string; table: string }[],
    signal?: AbortSignal,
  ): Promise<{ database: string; table: string; rows: number | null }[]>
  /** Rights on single routines, which go with the routine when it is dropped; null where the account may not read them. */
  routineGrants(databases: string[]): Promise<RoutineGrant[] | null>
  /** Foreign keys that do not survive a swap, as far as the account sees them. */
  oddKeys(databases: string[]): Promise<OddKeys>
  /** Free space for data; null where the server does not tell. */
  freeBytes(): Promise<number | null>
  close(): Promise<void>
}

/** Everything that changes a MetaDB. Each statement asks the permit right before it is sent. */
export interface MetaDbWriter extends MetaDbReader {
  /** Leaves the newest row; AUTO_INCREMENT goes on from where it was. Committed. */
  trimHeartbeats(database: string, options: { swapAboveRows: number; signal?: AbortSignal }): Promise<TrimResult>
  /** Compare-and-set; false where the value is no longer `expected`. */
  setParameter(rmDatabase: string, name: string, expected: string, value: string): Promise<boolean>
  /** Drops the database and creates it empty with this character set and collation. */
  recreate(database: string, as: { characterSet: string; collation: string; options?: string | undefined }): Promise<void>
  /**
   * Creates a stored object as one statement, under its own session settings, and reads it back. Does nothing where it is there already,
   * exactly so; `conflict` where another one has its name. A view on a view that is missing fails: create that one first.
   */
  createObject(database: string, object: StoredObject): Promise<void>
  /** Nothing where there is none. */
  dropObject(database: string, object: { kind: ObjectKind; name: string }): Promise<void>
  /** Needs the same rights with the option to grant them. */
  grantRoutine(grant: RoutineGrant): Promise<void>
  /** Default character set and collation of a database that is there. */
  setDefaults(database: string, as: { characterSet: string; collation: string }): Promise<void>
  /** Creates a database that must be new; `taken` where the name exists, whoever made it. */
  createBeside(name: string, as: { characterSet: string; collation: string }): Promise<'created' | 'taken'>
  /** Makes a small table of every column type that these databases use, and an object of each kind they have, in a database that the panel made. */
  fillSample(name: string, like: string[]): Promise<void>
  /**
   * Creates each routine and view of these databases in a database that the panel made, and drops it there again. A text for each that is refused, or that
   * the server prints otherwise then: its name in the first line, what was said below.
   */
  changedObjects(scratch: string, databases: string[]): Promise<string[]>
  /** Drops a database that the panel made; other names are refused. */
  dropBeside(name: string): Promise<void>
  /**
   * Moves tables by one `rename table`, or by two (all out, all in) where the server refuses one; how many it took. Waits for locks of
   * others no longer than the deadline, then names who holds them (`timeout`).
   */
  swapTables(moves: { out: Move[]; in: Move[] }, limits: { deadlineSeconds: number; signal?: AbortSignal }): Promise<number>
  /** Swaps tables between three scratch databases of these names and drops them again. */
  trySwap(names: readonly [string, string, string], as: { characterSet: string; collation: string }): Promise<SwapTrial>
  /** Ends statements that earlier attempts left running and sees that they ended; how many. Code `timeout` where some cannot be ended. */
  endOwn(own: { mark: string; databases: string[] }, signal?: AbortSignal): Promise<number>
  /** Ends sessions that a killed restore of this database left behind, by its fence lock; returns how many. */
  breakRestoreFence(database: string): Promise<number>
}

/** What a swap needs of a server and an account, tried. `refused`: the server's own words. */
export interface SwapTrial {
  creates: boolean
  renames: boolean
  /** A statement that hangs can be ended from another session. */
  kills: boolean
  refused: string[]
}

export interface MetaDbs<Opened extends MetaDbReader = MetaDbReader> {
  /** Connects, so a wrong password shows here. Codes: unavailable, refused (access denied), timeout. `mark`: comment before each statement that changes something. */
  open(login: MetaDbLogin, mark?: string): Promise<Opened>
}
