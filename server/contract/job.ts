import type { JobApproval } from './approval.ts'
import type { Choice, KnownFailure } from './choice.ts'
import type { DatabaseNames } from './installation.ts'
import type { Plan, PlannedStep } from './plan.ts'
import type { Said } from './said.ts'
import type { StepId } from './steps.ts'
import type { Resolution } from './world.ts'

/** withdrawn: a plan that will not be started. resolved: a person brought OMS to a good state outside the panel and said so. */
export const JOB_STATUSES = [
  'planned',
  'withdrawn',
  'running',
  'needs-decision',
  'succeeded',
  'finalized',
  'rolling-back',
  'rolled-back',
  'resolved',
] as const
export type JobStatus = (typeof JOB_STATUSES)[number]
/** undo: what an unfinished rollback had replaced is swapped back. */
export type RunKind = 'upgrade' | 'rollback' | 'undo'
export type RunStatus = 'running' | 'succeeded' | 'failed' | 'interrupted' | 'held'
/** waiting: not begun yet. Green (`succeeded`) only after verify looked at the world. */
export type StepStatus = 'waiting' | 'running' | 'verifying' | 'succeeded' | 'failed' | 'interrupted' | 'skipped'

/** Measured amounts only. `total` is null where nobody knows it. */
export interface Progress {
  done: number
  total: number | null
  unit: 'bytes' | 'rows' | 'servers' | 'components'
}

export interface StepState {
  id: StepId
  status: StepStatus
  /** 0 before the first attempt. */
  attempt: number
  startedAt: string | null
  endedAt: string | null
  /** What verify saw: the proof, or what is wrong. */
  outcome: Said | null
  /** After an error or a deadline: what was seen then; of a step that succeeded all the same, what went wrong. */
  beside: Said | null
  rawError: string | null
  /** Set while the step waits for something outside the panel. */
  waitingFor: Said | null
  progress: Progress | null
}

/** One pass of a procedure with its steps. */
export interface RunView {
  id: string
  /** 1, 2, 3 … within the job. */
  number: number
  kind: RunKind
  status: RunStatus
  startedAt: string
  endedAt: string | null
  startedBy: string
  /** Why, where a person had to say it: every rollback. */
  reason: string | null
  /** The steps of this run as they were planned: commands, estimates, undo. */
  procedure: PlannedStep[]
  steps: StepState[]
}

export interface BackupView {
  database: string
  file: string
  bytes: number
  sha256: string
  tables: number
  rows: number
  verifiedAt: string
}

/** Who withdrew a plan that was never started. */
export interface Withdrawal {
  at: string
  by: string
  /** Empty where none was given. */
  reason: string
}

/** Components of one type that may need a hand after a rollback. */
export interface NeedsHand {
  /** The type as the MetaDB names it. */
  kind: string
  toDo: Said
  components: { project: string; name: string; status: string }[]
}

/** A server that a person goes on without. */
export interface ExceptedServer {
  ip: string
  reason: string
  by: string
  at: string
}

/** A member of ha.config that is not what it should be. Values as JSON text; `theirs` is null where the key is gone. */
export interface HaConfigDifference {
  key: string
  ours: string
  theirs: string | null
}

/** What a step could not prove, each with its name and the reason. It never counts as equal. */
export interface WeakProofs {
  stepId: StepId
  proofs: Said[]
}

/** Everything that the run page shows except logs and servers. A newer revision replaces an older one whole. */
/** ISO, UTC; `to` null: it still is down, as far as the journal tells. */
export interface DownWindow {
  from: string
  to: string | null
}

export interface JobSnapshot {
  id: string
  number: number
  revision: number
  status: JobStatus
  installation: { id: string; name: string; databases: DatabaseNames; consoleUrl: string }
  fromVersion: string
  toVersion: string
  createdAt: string
  createdBy: string
  plan: Plan
  planHash: string
  /** The newest run; null while the job is only planned. */
  run: Omit<RunView, 'steps' | 'procedure'> | null
  /** The newest run's steps as planned, and their states; the plan's own while nothing ran. */
  procedure: PlannedStep[]
  steps: StepState[]
  /** Runs before the newest one, oldest first. */
  earlierRuns: RunView[]
  /** Every command that a person could give now, allowed or not, each with its consequence or the reason why not. */
  choices: Choice[]
  /** Null before the start, once the job is over, and where a panel of before sign-in began it. */
  driver: Driver | null
  /** Who approved or has to, what is scheduled, and what windows and freezes say. */
  approval: JobApproval
  /** What is known of the failure, where the texts match a known one. */
  knownFailure: KnownFailure | null
  /** T1: old container stopped. T2: HA on. T3: new container stopped by a rollback. ISO, UTC. */
  times: { t1: string | null; t2: string | null; t3: string | null }
  /** When OMS was down, oldest first. */
  downWindows: DownWindow[]
  backups: BackupView[]
  weakProofs: WeakProofs[]
  /** Where the emergency kit lies on the panel's host; null before T1, when there is none. */
  emergencyKitFolder: string | null
  /** What the rollback's last step found; null where it has not looked yet. */
  needsHand: NeedsHand[] | null
  /** Servers that have to be Online again, and those that somebody goes on without. */
  servers: { expected: string[]; excepted: ExceptedServer[] }
  /** Values of ha.config that somebody changed, about which nobody has decided yet. */
  haConfigAsked: HaConfigDifference[] | null
  withdrawn: Withdrawal | null
  /** How a person ended the job outside the panel. */
  resolution: Resolution | null
  /** The panel's clock when this was read: browsers count durations from it, not from their own. */
  serverNow: string
  lastLogSeq: number
}

/** What short lists show of a job. */
export interface JobRow {
  id: string
  number: number
  status: JobStatus
  installation: { id: string; name: string }
  fromVersion: string
  toVersion: string
  startedAt: string | null
  endedAt: string | null
  /** Whole seconds; null where there is nothing to count, or not yet. */
  durationSeconds: number | null
  downtimeSeconds: number | null
  /** The step that runs or stopped. */
  currentStep: StepId | null
}

export interface JobsNow {
  jobs: JobRow[]
  /** Ids of the plans that wait for an approval which whoever asks may give. */
  toApprove: string[]
}

export type LogStream = 'panel' | 'stdout' | 'stderr'

export interface LogLine {
  /** 1, 2, 3 … within the job, without gaps. */
  seq: number
  at: string
  stepId: StepId
  /** Number of the run and of the attempt at the step; null where the line belongs to none. */
  run: number | null
  attempt: number | null
  stream: LogStream
  text: string
}

/**
 * Messages of GET /api/upgrades/[id]/events. Every one carries the id `<revision>.<log seq>`, which a browser sends back as
 * Last-Event-ID; nothing before it is sent again and nothing after it is lost.
 */
export type JobEvent = { type: 'snapshot'; snapshot: JobSnapshot } | { type: 'log'; lines: LogLine[] }

/** Somebody whose browser has the live stream of a job open. */
export interface Watcher {
  id: string
  name: string
  /** ISO. Since when, in whichever tab was first. */
  since: string
}

/** Comes on the same stream at every coming and going, without an id: it is about this moment and never sent again. */
export interface PresenceEvent {
  type: 'presence'
  watchers: Watcher[]
}

/** Whose run it is: who started it, decided last, or took over. */
export interface Driver {
  id: string
  name: string
  since: string
}

/** `status` is the console's raw word; isOnline is true only for the word Online in any case. */
export interface ServerStatus {
  ip: string
  region: string | null
  status: string
  isOnline: boolean
}

/** What the driver sees, or why it sees nothing. */
export type ServersReading =
  | { ok: true; at: string; driver: string; servers: ServerStatus[] }
  | { ok: false; at: string; driver: string; reason: Said; raw?: string }

/** A time in which every reading of the servers saw the same. ISO. */
export interface ServersSpan {
  from: string
  to: string
  /** Null: they could not be read. */
  servers: Pick<ServerStatus, 'ip' | 'status' | 'isOnline'>[] | null
}

/** Answer of GET /api/upgrades/[id]/ha-config: what the MetaDB holds now and what the job's step wants. */
export interface HaConfigReading {
  at: string
  /** Null: the step has nothing to do with it, or it cannot be read, for this reason. */
  current: string | null
  wanted: string | null
  reason: Said | null
}

/** Answer of GET /api/upgrades/[id]/servers: the reading of now, and what was seen during the job, oldest first; times of which nobody knows are in no span. */
export type ServersAnswer = ServersReading & { history: ServersSpan[] }
