import type { DatabaseNames } from '../contract/installation.ts'
import type { DownWindow, ExceptedServer, HaConfigDifference, ServerStatus, ServersSpan, Withdrawal } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'
import { say } from '../contract/said.ts'
import type { Resolution } from '../contract/world.ts'
import type { BesideKind } from '../domain/beside-name.ts'
import { type KeptBackup, keptBackup, keptSafetyBackup } from '../domain/databases/backup-manifest.ts'
import type { RoutineGrant } from '../domain/databases/routine-grant.ts'
import type { Structure } from '../domain/databases/structure.ts'
import type { Beats, BeatWatch } from '../domain/heartbeats.ts'
import { OperatorError } from '../errors.ts'
import type { LastWrites, TrimResult } from './ports/metadb.ts'

interface ServersSeen {
  at: string
  driver: string
  servers: ServerStatus[]
  /** Heartbeats of each required server since the proof began; null: they could not be read. Absent in jobs of older versions. */
  beats?: Record<string, number> | null
}

/** A database that the panel made beside a live one. Noted before it is created: by this note alone the panel knows it as its own. */
export interface MadeDatabase {
  name: string
  of: string
  kind: BesideKind
  /** ISO, UTC. */
  at: string
}

/** The newest rollback by swap of a job, as far as it has come. */
export interface Swap {
  databases: { database: string; copy: string; kept: string | null }[]
  /** What each live database has to be made of when it is back; null until the copies are restored. */
  expected: Structure[] | null
  /** Rows of each table that the copies were proven with. */
  rows: Record<string, Record<string, number>>
  /** When the copies were proven equal to the backup; ISO, UTC. */
  provenAt: string | null
  /** When each table of the copies was last written to, read before their proof; absent in rollbacks of an earlier version. */
  writes?: LastWrites
  /** What could not be proven equal, by name. */
  weak: Said[]
  /** The same of the live databases after the swap; absent before it, and in rollbacks of an earlier version. */
  weakAfter?: Said[]
  /** What the live databases were made of before anything of them was dropped. */
  replaced: Structure[] | null
  /** Who held single routines of the live databases before they were dropped; null: it could not be read. Absent before that. */
  grants?: RoutineGrant[] | null
  /** Tables that change places; noted before they move. */
  tables: { database: string; out: string[]; in: string[] }[] | null
}

/** What a job knows for good. Times are ISO, UTC. */
export interface FactValues {
  /** The engine's FinishedAt of the old container. */
  t1: string
  /** The moment the panel read back that HA is on. */
  t2: string
  /** Servers that were Online before the window: the upgrade has to bring them back. */
  expectedServers: string[]
  /** All servers as they were before the window. */
  serversBefore: ServerStatus[]
  exceptedServers: ExceptedServer[]
  /** Heartbeats since the OMS in this container came to its work. Another container, or another start of it, begins again. */
  heartbeats: { containerId: string; startedAt: string | null; watch: BeatWatch }
  /** Heartbeats as an OMS found them that was started during the job; written beside the runs, not by them. */
  serversSince: { containerId: string; startedAt: string; beats: Beats }
  /** What the check of the servers read last; the last reading that proved it, once it is proven. */
  serversSeen: ServersSeen
  /** The same, on the old version after a rollback. */
  oldServersSeen: ServersSeen
  /** The same, on the new version after a rollback that was undone. */
  undoServersSeen: ServersSeen
  /** What the panel saw of the servers while the job was under way; written beside the runs, not by them. */
  serversHistory: ServersSpan[]
  /** Exact text of ha.config before the job touched it. */
  haConfigBefore: string
  /** The same right before and right after docker_init.sh: what differs between them is OMS's own doing. */
  haConfigBeforeInit: string
  haConfigAfterInit: string
  /** What a person was asked about ha.config, and what they said to exactly this. */
  haConfigAsked: HaConfigDifference[]
  haConfigDecision: { choice: 'keep' | 'restore'; asked: HaConfigDifference[] }
  /** What config.yaml said in the preflight of the job, while the old container ran: the databases, and the ports that OMS listens on. */
  configYaml: { databases: DatabaseNames; ports: number[] }
  restartPolicyBefore: { Name: string; MaximumRetryCount?: number }
  trims: Record<string, TrimResult>
  backup: KeptBackup
  /** Where the emergency kit was written. */
  emergencyKitFolder: string
  newContainerId: string
  /** From here on the MetaDB may be changed by docker_init.sh: a rollback has to restore. */
  initStartedAt: string
  /** The newest run of docker_init.sh. `record`: where the container keeps how it went; exitCode null: nobody has seen it end. */
  init: { record?: string; exitCode: number | null; failureText: string | null; lastLine: string | null; completed?: boolean }
  /** Version of the schema as the MetaDB named it right before the first docker_init.sh; `unknown` where it named none. */
  schemaBefore: string
  /** Exact text of ha.config as the job left it. */
  haConfigAfter: string
  /** The engine's FinishedAt of the new container, stopped by a rollback; the panel's clock where it never ran. */
  t3: string
  /** The databases as they were right before a rollback dropped them; or why nobody kept them. */
  safetyBackup: KeptBackup | { skipped: string }
  /** How HA was switched off for a rollback. `left`: nobody could, and the restore brings enable=false back. */
  rollbackHaOff: 'was-off' | 'console' | 'metadb' | 'person' | 'left'
  /** Components that may need a hand after a rollback. */
  rollbackChecklist: { project: string; kind: string; name: string; status: string }[]
  /** The new container as it was before a rollback stopped it; null once that was undone. */
  newContainerBefore: { isRunning: boolean; restartPolicy: { Name: string; MaximumRetryCount?: number } } | null
  /** When rollbacks that were undone after T2 kept OMS down, oldest first; written with the end of each undo, which takes their T3 away. */
  undoneWindows: DownWindow[]
  /** Every database that the panel made for this job beside the live ones; noted before it is created. */
  madeDatabases: MadeDatabase[]
  /** The newest rollback by swap, as far as it has come. */
  swap: Swap
  /** What a restore into the dropped databases could not prove equal, by name. */
  restoredWeakly: Said[]
  /** Another archive with the same image, chosen because the first one could not be loaded. */
  imageFile: string
  /** Written beside the runs, by the person who ended the job. */
  withdrawn: Withdrawal
  resolution: Resolution
}

export type FactName = keyof FactValues

export interface Facts {
  get<Name extends FactName>(name: Name): Promise<FactValues[Name] | undefined>
  /** Keeps the first value for ever and returns what is kept. */
  recordOnce<Name extends FactName>(name: Name, value: FactValues[Name]): Promise<FactValues[Name]>
  /** For results that a new attempt supersedes; its lines in the log and its files on disk stay. */
  replace<
    Name extends
      | 'backup'
      | 'configYaml'
      | 'init'
      | 'safetyBackup'
      | 'rollbackHaOff'
      | 'rollbackChecklist'
      | 'imageFile'
      | 'madeDatabases'
      | 'swap'
      | 'restoredWeakly'
      | 'newContainerBefore'
      | 'serversSeen'
      | 'oldServersSeen'
      | 'undoServersSeen'
      | 'heartbeats'
      | 'haConfigBefore'
      | 'haConfigAfterInit'
      | 'haConfigAsked',
  >(name: Name, value: FactValues[Name]): Promise<void>
}

/** A fact as it stands in the store. Backups of earlier versions are read into the shape of this one; one that cannot be read is a conflict. */
export function readFact<Name extends FactName>(name: Name, stored: FactValues[Name]): FactValues[Name]
export function readFact(name: FactName, stored: unknown): unknown {
  if (name !== 'backup' && name !== 'safetyBackup') return stored
  const parsed = (name === 'backup' ? keptBackup : keptSafetyBackup).safeParse(stored)
  if (parsed.success) return parsed.data
  throw new OperatorError('conflict', say('errors.backupUnreadable'), { raw: parsed.error.message })
}

/** The same facts, read so. */
export function withReadFacts<Read extends Pick<Facts, 'get'>>(facts: Read): Read {
  return {
    ...facts,
    async get<Name extends FactName>(name: Name): Promise<FactValues[Name] | undefined> {
      const stored = await facts.get(name)
      return stored === undefined ? undefined : readFact(name, stored)
    },
  }
}
