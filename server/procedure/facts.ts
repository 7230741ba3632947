import type { ServerStatus, ServersSpan, Withdrawal } from '../contract/job.ts'
import type { Resolution } from '../contract/world.ts'
import type { HaConfigDifference } from '../domain/ha-config-differences.ts'
import type { BeatWatch } from '../domain/heartbeats.ts'
import type { BackupManifest } from './ports/backups.ts'
import type { TrimResult } from './ports/metadb.ts'
import type { MadeDatabase, Swap } from './swap.ts'

interface ServersSeen {
  at: string
  driver: string
  servers: ServerStatus[]
  /** Heartbeats of each required server since the proof began; null: they could not be read. Absent in jobs of older versions. */
  beats?: Record<string, number> | null
}

/** A server that a person goes on without. */
export interface ExceptedServer {
  ip: string
  reason: string
  by: string
  at: string
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
  /** What the check of the servers read last; the last reading that proved it, once it is proven. */
  serversSeen: ServersSeen
  /** The same, on the old version after a rollback. */
  oldServersSeen: ServersSeen
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
  restartPolicyBefore: { Name: string; MaximumRetryCount?: number }
  trims: Record<string, TrimResult>
  backup: { folder: string; manifestFile: string; manifest: BackupManifest }
  /** Where the emergency kit was written. */
  emergencyKitFolder: string
  newContainerId: string
  /** From here on the MetaDB may be changed by docker_init.sh: a rollback has to restore. */
  initStartedAt: string
  /** The newest run of docker_init.sh. `record`: where the container keeps how it went; exitCode null: nobody has seen it end. */
  init: { record?: string; exitCode: number | null; failureText: string | null; lastLine: string | null }
  /** Exact text of ha.config as the job left it. */
  haConfigAfter: string
  /** The engine's FinishedAt of the new container, stopped by a rollback; the panel's clock where it never ran. */
  t3: string
  /** The databases as they were right before a rollback dropped them; or why nobody kept them. */
  safetyBackup: { folder: string; manifestFile: string; manifest: BackupManifest } | { skipped: string }
  /** How HA was switched off for a rollback. `left`: nobody could, and the restore brings enable=false back. */
  rollbackHaOff: 'was-off' | 'console' | 'metadb' | 'person' | 'left'
  /** Components that may need a hand after a rollback. */
  rollbackChecklist: { project: string; kind: string; name: string; status: string }[]
  /** The new container as it was before a rollback stopped it; null once that was undone. */
  newContainerBefore: { isRunning: boolean; restartPolicy: { Name: string; MaximumRetryCount?: number } } | null
  /** Every database that the panel made for this job beside the live ones; noted before it is created. */
  madeDatabases: MadeDatabase[]
  /** The newest rollback by swap, as far as it has come. */
  swap: Swap
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
      | 'init'
      | 'safetyBackup'
      | 'rollbackHaOff'
      | 'rollbackChecklist'
      | 'imageFile'
      | 'madeDatabases'
      | 'swap'
      | 'newContainerBefore'
      | 't3'
      | 'serversSeen'
      | 'oldServersSeen'
      | 'heartbeats'
      | 'haConfigBefore'
      | 'haConfigAfterInit'
      | 'haConfigAsked',
  >(name: Name, value: FactValues[Name]): Promise<void>
}
