import type { Edition, MetaDbAddress } from '../contract/installation.ts'
import type { Progress, ServerStatus } from '../contract/job.ts'
import type { ImageChoices } from '../contract/plan.ts'
import type { Said } from '../contract/said.ts'
import type { ContainerSpec, HostConfig } from '../domain/container-spec.ts'
import type { Secret } from '../domain/secret.ts'

// Every port throws OperatorError: `unavailable` where the outside cannot be reached, `timeout` where it did not answer in time,
// `refused` where it said no. "Cannot tell" is never reported as "missing".

export interface Clock {
  now(): Date
  /** Resolves after the time or rejects with the signal's reason. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** Lines go to the job's log; progress to the step's row. */
export interface Report {
  line(text: string, stream?: 'panel' | 'stdout' | 'stderr'): void
  progress(progress: Progress): void
  waitingFor(said: Said | null): void
  /** Resolves when every line given so far is kept: before a step notes an end that nobody would look at again. */
  kept(): Promise<void>
}

// ---- Docker -------------------------------------------------------------------------------------------------------------------

export interface EngineInfo {
  version: string
  apiVersion: string
  os: string
  /** As images name it: amd64, arm64. */
  architecture: string
  rootDirectory: string
  /** Free space there; null where the panel cannot see that folder. */
  rootFreeBytes: number | null
  /** The engine's own clock. */
  time: Date
}

export interface ContainerSummary {
  id: string
  /** Without the leading slash. */
  name: string
  image: string
  state: string
  networkMode: string
}

export interface Container {
  id: string
  name: string
  state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  exitCode: number
  oomKilled: boolean
  startedAt: Date | null
  /** Null while it runs and before the first start. */
  finishedAt: Date | null
  restartCount: number
  restartPolicy: { Name: string; MaximumRetryCount?: number }
  /** `sha256:…` of the image it was created from. */
  imageId: string
  labels: Record<string, string>
  spec: ContainerSpec
}

export interface Image {
  id: string
  references: string[]
  os: string
  architecture: string
  bytes: number
  createdAt: Date
  /** What the image itself sets, so that it can be told from what a person set on a container. */
  defaults: {
    Env: string[]
    Labels: Record<string, string>
    Cmd: string[] | null
    Entrypoint: string[] | null
    User: string
    WorkingDir: string
  }
}

export interface Docker {
  engine(): Promise<EngineInfo>
  listContainers(): Promise<ContainerSummary[]>
  /** By full id or exact name, never by prefix. */
  container(idOrName: string): Promise<Container | 'missing'>
  containersLabelled(label: string, value: string): Promise<Container[]>
  stop(id: string, options: { graceSeconds: number }): Promise<void>
  start(id: string): Promise<void>
  setRestartPolicy(id: string, policy: HostConfig['RestartPolicy']): Promise<void>
  /** Creates without starting; returns the full id. */
  create(name: string, spec: ContainerSpec): Promise<string>
  /** Code conflict where the name is taken. */
  rename(id: string, name: string): Promise<void>
  /** The container alone, never its volumes; the engine itself refuses one that runs (code conflict). */
  remove(id: string): Promise<void>
  /** The last lines of the container's output, oldest first. */
  tailLogs(id: string, lines: number): Promise<string[]>
  /** Runs argv inside the container; lines arrive as they are printed. Aborting stops the listening, not the process. */
  exec(
    id: string,
    argv: string[],
    options: { onLine(text: string, stream: 'stdout' | 'stderr'): void; signal: AbortSignal },
  ): Promise<{ exitCode: number }>
  /** Text of one file inside the container, running or not. Over 1 MB is refused. */
  readFile(id: string, path: string): Promise<string | 'missing'>
  listImages(): Promise<Image[]>
  image(reference: string): Promise<Image | 'missing'>
  /** Streams an archive into the engine; errors inside the engine's answer are thrown. Returns the references that the engine reported. */
  loadImage(
    file: string,
    options: { onProgress(bytesSent: number, bytesTotal: number): void; onLine(text: string): void; signal: AbortSignal },
  ): Promise<string[]>
}

// ---- Image folder -------------------------------------------------------------------------------------------------------------

export interface ArchiveContent {
  references: string[]
  /** Null in archives whose configuration does not tell. */
  architecture: string | null
  imageId: string
  bytes: number
  /** Layers unpacked, as far as the archive tells; for the disk check. */
  unpackedBytes: number
}

export interface ImageArchives {
  folder: string
  list(): Promise<ImageChoices['archives']>
  freeBytes(): Promise<number>
  /** Full path of an archive inside the folder; a name that leaves it is refused. */
  path(file: string): Promise<string>
  /** Reads manifest.json and the configuration out of the tar or tar.gz without unpacking it. Not an image: OperatorError on field `image.file`. */
  inspect(file: string, signal?: AbortSignal): Promise<ArchiveContent>
  /** Streams an upload to disk (`.part` until complete and synced). Never replaces a file that exists. */
  receive(file: string, body: ReadableStream<Uint8Array>, expectedBytes: number | null): Promise<{ file: string; bytes: number }>
}

// ---- MetaDB -------------------------------------------------------------------------------------------------------------------

export type MetaDbLogin = MetaDbAddress & { password: Secret }

export interface MetaDbServer {
  flavour: 'mysql' | 'mariadb' | 'oceanbase'
  version: string
  time: Date
  readOnly: boolean
  /** Limit of one statement, in seconds; null where there is none. */
  statementTimeoutSeconds: number | null
  /** domain/metadb-identity.ts: the same on every way to this server; null where it does not say who it is. */
  identity: string | null
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

export interface MetaDb {
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
  /** Leaves the newest row; AUTO_INCREMENT goes on from where it was. Committed. */
  trimHeartbeats(database: string, options: { swapAboveRows: number; signal?: AbortSignal }): Promise<TrimResult>
  /** Other sessions whose current database is one of these. */
  sessions(databases: string[]): Promise<{ id: number; user: string; host: string; database: string; seconds: number }[]>
  /** Value of a row of rm.oms_normal_config. */
  parameter(rmDatabase: string, name: string): Promise<string | 'missing'>
  /** Compare-and-set; false where the value is no longer `expected`. */
  setParameter(rmDatabase: string, name: string, expected: string, value: string): Promise<boolean>
  /** From cm.host, with freshness of the supervisors' rows in the heartbeat databases. */
  servers(cmDatabase: string, heartbeatDatabases: string[]): Promise<ServerStatus[]>
  /** Newest row of rm.oms_version; `unknown` where the table is missing or empty. */
  schemaVersion(rmDatabase: string): Promise<string | 'unknown'>
  /** Drops the database and creates it empty with this character set and collation. */
  recreate(database: string, as: { characterSet: string; collation: string }): Promise<void>
  /** Ends sessions that a killed restore of this database left behind, by its fence lock; returns how many. */
  breakRestoreFence(database: string): Promise<number>
  /** Unfinished projects and the components that may need a hand after a rollback; empty where the tables differ. */
  components(rmDatabase: string): Promise<{ project: string; kind: string; name: string; status: string }[]>
  close(): Promise<void>
}

export interface MetaDbs {
  /** Connects, so a wrong password shows here. Codes: unavailable, refused (access denied), timeout. */
  open(login: MetaDbLogin): Promise<MetaDb>
}

// ---- Console ------------------------------------------------------------------------------------------------------------------

export interface Console {
  readonly driver: 'console' | 'metadb' | 'guided'
  /** Proves that this driver can do its work, without changing anything. Throws OperatorError otherwise. */
  probe(signal?: AbortSignal): Promise<void>
  parameter(name: string): Promise<string>
  /**
   * Changes a parameter from `from` to `to` and reads it back. `reached` tells whether a value read back is good (a person may
   * format JSON differently). The guided driver tells the person through `report.waitingFor` and waits.
   */
  setParameter(
    change: { name: string; from: string; to: string; reached(value: string): boolean },
    report: Report,
    signal: AbortSignal,
  ): Promise<void>
  servers(signal?: AbortSignal): Promise<ServerStatus[]>
  close(): Promise<void>
}

export interface ConsoleLogin {
  driver: 'console' | 'metadb' | 'guided'
  url: string
  user: string
  password: Secret
  actions: { listSystemParameters: string; updateSystemParameter: string; listServers: string }
  databases: { rm: string; cm: string; heartbeats: string[] }
  /** For the drivers metadb and guided, which read by SQL. */
  metaDb: MetaDbLogin
}

export interface Consoles {
  open(login: ConsoleLogin): Promise<Console>
  /** GET /oms/health, no sign-in. `unknown` for 404: old versions lack it. */
  health(url: string, signal?: AbortSignal): Promise<'healthy' | 'unhealthy' | 'unknown'>
}

// ---- Backups ------------------------------------------------------------------------------------------------------------------

export interface DumpTool {
  path: string
  version: string
  flavour: 'mysql' | 'mariadb'
}

export interface DumpContent {
  bytes: number
  sha256: string
  /** The closing `-- Dump completed` line is there. */
  complete: boolean
  /** Rows counted in the file itself. */
  tables: { name: string; rows: number }[]
  views: string[]
}

export interface BackupManifest {
  format: 1
  job: { id: string; number: number }
  installation: { id: string; name: string; edition: Edition; version: string }
  metaDb: { host: string; port: number; flavour: string; version: string }
  tool: DumpTool
  createdAt: string
  databases: { inventory: Inventory; dump: DumpFile; objects: DumpFile | null }[]
}

export interface DumpFile {
  file: string
  bytes: number
  sha256: string
}

export interface Backups {
  /** Finds mysqldump and mysql (or mariadb-dump, mariadb). */
  tools(): Promise<{ dump: DumpTool; restore: DumpTool }>
  /** Proves by writing and removing a file that the folder can be used. Field of the problem: backupFolder. */
  checkFolder(folder: string): Promise<{ freeBytes: number }>
  /** Proves by dumping nothing (`--no-data` of no table) that the tool can talk to this server. */
  probe(login: MetaDbLogin, database: string): Promise<void>
  /**
   * Dumps one database to `file` (0600, `.part` until proven complete and synced). The child writes the file itself.
   * Nothing is left behind under the final name on failure. Never overwrites.
   */
  dump(
    login: MetaDbLogin,
    dump: { database: string; file: string; content: 'data' | 'objects' },
    options: { onProgress(bytesWritten: number): void; onLine(text: string): void; signal: AbortSignal },
  ): Promise<DumpContent>
  /** Reads a dump once: hash, closing line, tables and their rows. */
  verify(file: string, signal?: AbortSignal): Promise<DumpContent>
  /** Writes, syncs and renames; the folder is synced too. */
  writeManifest(file: string, manifest: BackupManifest): Promise<void>
  /**
   * Fills an empty database from a dump, never by `source`: the client reads the file itself and stops at the first error. While it
   * runs it holds a fence lock; where another session holds it, `conflict`. The child dies with the panel.
   */
  restore(
    login: MetaDbLogin,
    restore: { database: string; file: string },
    options: { onProgress(bytesRead: number, bytesTotal: number): void; onLine(text: string): void; signal: AbortSignal },
  ): Promise<void>
  /** Writes the emergency kit's files (0600, scripts 0700), replacing older ones of the same kit; the folder is made where missing. */
  writeKit(folder: string, files: { name: string; text: string; executable: boolean }[]): Promise<void>
}
