import type {
  BackupView,
  ExceptedServer,
  JobStatus,
  LogLine,
  NeedsHand,
  RunKind,
  RunStatus,
  ServerStatus,
  StepStatus,
  WeakProofs,
} from './job.ts'
import type { Plan, PlannedStep } from './plan.ts'
import type { Said } from './said.ts'
import type { Phase, StepId } from './steps.ts'

export const REPORT_FORMAT = 'oms-upgrade-panel.job-report'
/** Grows when a reader of the bundle would have to change. Fields may be added without that. */
export const REPORT_VERSION = 2

/** One try at one step. All times in the report are ISO, UTC. */
export interface AttemptView {
  number: number
  status: StepStatus
  startedAt: string
  endedAt: string | null
  /** Whole seconds; null while it runs. */
  seconds: number | null
  /** What verify saw: the proof, or what is wrong. */
  outcome: Said | null
  /** After an error or a deadline: what was seen then; of a step that succeeded all the same, what went wrong. */
  beside: Said | null
  rawError: string | null
}

export interface StepHistory {
  planned: PlannedStep
  /** Of the newest attempt; `waiting` without one. */
  status: StepStatus
  attempts: AttemptView[]
  /** Sum over all attempts; null without one that ended. */
  seconds: number | null
}

export interface TimelineMark {
  name: 't1' | 't2' | 't3' | 'haBack'
  at: string
}

/** A run cut into the times before, in and after its window. */
export interface RunTimeline {
  from: string
  /** Its end, or now while it is not over. */
  to: string
  isOver: boolean
  phases: { phase: Phase; from: string; to: string; seconds: number }[]
  marks: TimelineMark[]
}

export interface RunHistory {
  id: string
  /** 1, 2, 3 … within the job; with step and attempt it finds the lines of the log. */
  number: number
  kind: RunKind
  status: RunStatus
  startedAt: string
  endedAt: string | null
  startedBy: string
  reason: string | null
  /** Why the databases were not dumped before a rollback dropped them; null where they were, or need not be. */
  skippedSafetyDump: string | null
  steps: StepHistory[]
  timeline: RunTimeline
}

/** What a person did with the job, read from the audit trail without addresses. */
export interface Decision {
  at: string
  by: string
  /** As the audit trail names it, for example `upgrade.retry`. */
  action: string
  stepId: StepId | null
  /** Null where the row does not name a run. */
  runId: string | null
  reason: string | null
  isRefused: boolean
}

export interface ApprovalView {
  kind: 'given' | 'refused' | 'break-glass'
  by: string
  at: string
  expiresAt: string | null
  reason: string | null
  /** Whether it speaks of the plan that the job holds. */
  isOfThisPlan: boolean
  voidedAt: string | null
  voidedBecause: Said | null
}

export interface CommentView {
  id: string
  runId: string | null
  stepId: StepId | null
  byId: string
  by: string
  at: string
  /** Null once it is removed. */
  text: string | null
  removedAt: string | null
  removedBy: string | null
}

export interface SignOffView {
  id: string
  by: string
  at: string
  note: string | null
  takenBackAt: string | null
  takenBackBy: string | null
  takenBackReason: string | null
}

export interface ChecklistItem {
  id: string
  text: Said
  /** Things by name that the item speaks of: components, containers. */
  names: string[]
}

export interface Checklist {
  /** Why nothing can be signed now; null where it can. */
  closedBecause: Said | null
  items: (ChecklistItem & { signedOff: SignOffView | null; takenBack: SignOffView[] })[]
  /** Who vouched, once every item is signed; null before. */
  signedOffBy: string[] | null
}

/** What a step that checks servers saw last. */
export interface ServersSeen {
  stepId: StepId
  at: string
  driver: string
  servers: ServerStatus[]
  /** Heartbeats of each required server since the proof began; null: they could not be read. Absent in jobs of older versions. */
  beats?: Record<string, number> | null
  /** Servers that somebody went on without. */
  excepted: ExceptedServer[]
}

/** One row of the audit trail as its hash covers it: `detailJson` is the very text. */
export interface AuditRow {
  id: number
  at: string
  actor: string
  actorId: string | null
  role: string | null
  address: string | null
  action: string
  outcome: string
  subject: string
  installationId: string | null
  detailJson: string
  previousHash: string | null
  hash: string | null
  /** The hash recomputed while the report was made is the stored one; null for rows from before the chain. */
  isTrue: boolean | null
}

export interface AuditExcerpt {
  /** Newest row of the whole chain when the report was made; null while there is none. */
  head: { id: number; at: string; hash: string } | null
  /** Null for readers without audit:read. */
  rows: AuditRow[] | null
}

/** Everything about one job: the review page, the printed report and the JSON bundle show this one object. */
export interface JobReport {
  format: typeof REPORT_FORMAT
  version: typeof REPORT_VERSION
  madeAt: string
  madeFor: string
  job: {
    id: string
    number: number
    status: JobStatus
    installation: { id: string; name: string }
    fromVersion: string
    toVersion: string
    createdAt: string
    createdBy: string
  }
  plan: Plan
  planHash: string
  /** The hash recomputed over the plan while the report was made is the stored one. */
  isPlanHashTrue: boolean
  approvals: ApprovalView[]
  runs: RunHistory[]
  decisions: Decision[]
  /** T1: old container stopped. T2: HA on. T3: new container stopped by a rollback. */
  times: { t1: string | null; t2: string | null; t3: string | null }
  /** Null where OMS was never stopped. */
  downtimeSeconds: number | null
  isDowntimeOver: boolean
  dumps: BackupView[]
  /** The databases as they were before a rollback dropped them. */
  safetyDumps: BackupView[]
  weakProofs: WeakProofs[]
  servers: ServersSeen[]
  haConfig: { before: string | null; after: string | null }
  needsHand: NeedsHand[] | null
  checklist: Checklist
  comments: CommentView[]
  audit: AuditExcerpt
  logLines: number
  /** The whole log; null where it was not asked for. */
  log: LogLine[] | null
}

/** One run to choose for a comparison, newest first in a list. */
export interface RunChoice {
  id: string
  kind: RunKind
  status: RunStatus
  startedAt: string
  jobId: string
  jobNumber: number
  installation: string
}

export interface ComparedSide extends RunChoice {
  fromVersion: string
  toVersion: string
  startedBy: string
  endedAt: string | null
  /** Whole seconds from start to end; null while it runs. */
  seconds: number | null
  /** Of the run's own window; null where it has none. */
  downtimeSeconds: number | null
}

export interface ComparedStepSide {
  status: StepStatus
  attempts: number
  seconds: number | null
  estimateSeconds: number
}

export interface ComparedStep {
  id: StepId
  /** Null where the run's list has no such step. */
  a: ComparedStepSide | null
  b: ComparedStepSide | null
  /** b minus a; null where one of them is not known. */
  differenceSeconds: number | null
  commands: DiffLine[]
}

/** removed: only in a. added: only in b. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  text: string
}

export interface PlanDifference {
  /** Path in the plan, for example `to.image`. */
  path: string
  a: string | null
  b: string | null
}

export interface ContainerDifference {
  /** Docker's own path. */
  path: string
  a: { before: string | null; after: string | null } | null
  b: { before: string | null; after: string | null } | null
}

export interface RunComparison {
  a: ComparedSide
  b: ComparedSide
  steps: ComparedStep[]
  plan: PlanDifference[]
  container: ContainerDifference[]
}
