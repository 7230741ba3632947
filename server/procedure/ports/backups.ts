import type { ClientTool, DumpTool, PanelTool, ToolPair } from '../../contract/dump-tools.ts'
import type { BackupManifest } from '../../domain/databases/backup-manifest.ts'
import type { MetaDbLogin, MetaDbServer } from './metadb.ts'

export type { ClientTool, DumpTool, PanelTool, ToolPair }

/** The OMS container whose image may carry clients too, and whom they have to sign in to. */
export interface ImageClients {
  container: string
  installation: string
  serverVersion: string
  login: MetaDbLogin
  database: string
  /** What was found in it while it ran; it stays what dumps and restores after it was stopped. */
  known?: ToolPair
}

export interface DumpContent {
  bytes: number
  sha256: string
  /** The closing `-- Dump completed` line is there. */
  complete: boolean
  /** Rows counted in the file itself. */
  tables: { name: string; rows: number }[]
  /** Bytes of its longest statement: what the server has to take in one packet. */
  longestStatement: number
}

export interface BackupsReader {
  /**
   * The pair that fits this server, of its own family: client programs of the panel's machine, those of the settings first; then those in
   * OMS's image, where they are not older than the server and sign in; then the panel itself. `panel`: always the panel itself.
   */
  tools(server: Pick<MetaDbServer, 'clients'>, where?: ImageClients | 'panel'): Promise<ToolPair>
  /** The programs of the panel's machine that run SQL, of whatever family. */
  hostClients(): Promise<ClientTool[]>
  /**
   * What would restore this file: `wanted`, where it is in an image that is still there, and otherwise a program of the panel's machine.
   * Codes `refused` where only a client that is not there reads it correctly.
   */
  restorerOf(file: string, wanted?: DumpTool): Promise<DumpTool>
  /** The tool writes the rows of the past of system-versioned tables too. */
  dumpsHistory(dump: DumpTool): Promise<boolean>
  /** Proves by writing and removing a file that the folder can be used. Field of the problem: backupFolder. */
  checkFolder(folder: string): Promise<{ freeBytes: number }>
  /** Proves by dumping nothing (`--no-data` of no table) that the tool can talk to this server. */
  probe(login: MetaDbLogin, database: string, dump: DumpTool): Promise<void>
  /** Reads a dump once: hash, closing line, tables and their rows. */
  verify(file: string, signal?: AbortSignal): Promise<DumpContent>
}

/** Writes files of backups, and fills databases from them. Each call asks the permit right before it begins. */
export interface BackupsWriter extends BackupsReader {
  /**
   * Dumps these base tables of a database, and nothing else of it, to `file` (0600, `.part` until proven complete and synced).
   * Nothing is left behind under the final name on failure. Never overwrites. A client in OMS's image runs in OMS's container while that
   * runs; `asAfterStop`: in a container of its own all the same, as it will once OMS was stopped. `withoutRows`: the definitions alone.
   */
  dump(
    login: MetaDbLogin,
    dump: { database: string; tables: string[]; file: string; tool: DumpTool; asAfterStop?: true; withoutRows?: true },
    options: { onProgress(bytesWritten: number): void; onLine(text: string): void; signal: AbortSignal },
  ): Promise<DumpContent>
  /** Lends a name in the machine's folder for temporary files; nothing of it stays. */
  withScratchFile<T>(work: (file: string) => Promise<T>): Promise<T>
  /** Removes what killed writers left in a job's folder and in those of its attempts; names of the files. */
  removeLeftParts(folder: string): Promise<string[]>
  /** Ends and removes what a panel that is gone left running for an installation, in containers of its own; their names. */
  removeLeftClients(installation: string): Promise<string[]>
  /** Writes, syncs and renames; the folder is synced too. */
  writeManifest(file: string, manifest: BackupManifest): Promise<void>
  /**
   * Fills an empty database from a dump, by whatever reads that file correctly, and never by `source`: it stops at the first error. While
   * it runs it holds a fence lock; where another session holds it, `conflict`. A client program dies with the panel. `tool`: as `wanted` above.
   */
  restore(
    login: MetaDbLogin,
    restore: { database: string; file: string; tool?: DumpTool },
    options: { onProgress(bytesRead: number, bytesTotal: number): void; onLine(text: string): void; signal: AbortSignal },
  ): Promise<void>
  /** Writes the emergency kit's files (0600, scripts 0700), replacing older ones of the same kit; the folder is made where missing. */
  writeKit(folder: string, files: { name: string; text: string; executable: boolean }[]): Promise<void>
}
