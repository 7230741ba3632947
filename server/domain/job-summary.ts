import type { DownWindow, JobStatus, RunKind } from '../contract/job.ts'
import { downtimeOf, downWindows } from './down-windows.ts'

/** What a job's summary is derived from, times as instants. */
export interface JobJournal {
  number: number
  status: string
  fromVersion: string
  toVersion: string
  createdBy: string
  /** In the order in which they were given. */
  approvals: { kind: string; by: string; isVoid: boolean }[]
  runs: {
    number: number
    kind: string
    startedBy: string
    startedAt: Date
    endedAt: Date | null
    reason: string | null
    /** In the order in which they began. */
    attempts: { stepId: string; status: string; endedAt: Date | null }[]
  }[]
  times: { t1: Date | null; t2: Date | null; t3: Date | null }
  /** Of rollbacks that were undone after T2, oldest first. */
  undone: DownWindow[]
}

export interface JobSummaryValues {
  status: JobStatus
  approvedBy: string | null
  refusedBy: string | null
  brokeGlassBy: string | null
  isGlassBroken: boolean
  startedBy: string | null
  startedAt: Date
  rolledBackBy: string | null
  rollbackReason: string | null
  endedAt: Date | null
  durationSeconds: number
  downtimeSeconds: number
  beforeSeconds: number
  windowSeconds: number
  afterSeconds: number
  rollbackSeconds: number
  currentStepId: string | null
  searchText: string
}

/** Stands for "nothing to count, or not yet", so that sorting and paging meet no NULL. */
export const UNKNOWN_SECONDS = -1
/** Stands for "never", for the same reason. */
export const NEVER = new Date(0)

type Run = JobJournal['runs'][number]

function seconds(from: Date | null | undefined, to: Date | null | undefined): number {
  if (!from || !to) return UNKNOWN_SECONDS
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000))
}

function oldestFirst(runs: Run[]): Run[] {
  return [...runs].sort((one, other) => one.number - other.number)
}

/** Unknown while OMS is down, and where it never was. */
function downtimeSeconds({ times: { t1, t2, t3 }, undone, runs }: Pick<JobJournal, 'times' | 'undone' | 'runs'>): number {
  const iso = (at: Date | null) => at?.toISOString() ?? null
  const { seconds: down, isOver } = downtimeOf(downWindows({ t1: iso(t1), t2: iso(t2), t3: iso(t3), undone }, runs), NEVER.toISOString())
  return isOver && down !== null ? down : UNKNOWN_SECONDS
}

/** The runs one after the other; unknown while one of them is open. The time between them is nobody's work. */
function durationOf(runs: Run[]): number {
  const each = runs.map((run) => seconds(run.startedAt, run.endedAt))
  if (each.length === 0 || each.includes(UNKNOWN_SECONDS)) return UNKNOWN_SECONDS
  return each.reduce((sum, one) => sum + one, 0)
}

function latestBy(approvals: JobJournal['approvals'], kind: string): string | null {
  return approvals.filter((approval) => approval.kind === kind).at(-1)?.by ?? null
}

function currentStep(run: Run | undefined): string | null {
  return run?.attempts.at(-1)?.stepId ?? null
}

/** Everybody who had a part in the job, each once. */
export function peopleOf(job: JobJournal): string[] {
  const names = [job.createdBy, ...job.approvals.map(({ by }) => by), ...job.runs.map(({ startedBy }) => startedBy)]
  return [...new Set(names)]
}

/** The one place that says what history shows of a job. */
export function jobSummary(job: JobJournal): JobSummaryValues {
  const runs = oldestFirst(job.runs)
  const ofKind = (kind: RunKind) => runs.filter((run) => run.kind === kind)
  const upgrade = ofKind('upgrade').at(-1)
  const rollback = ofKind('rollback').at(-1)
  const counted = job.approvals.filter(({ isVoid }) => !isVoid)
  const { t1, t2 } = job.times
  const brokeGlassBy = latestBy(counted, 'break-glass')
  const reasons = runs.flatMap(({ reason }) => (reason === null ? [] : [reason]))
  return {
    status: job.status as JobStatus,
    approvedBy: latestBy(counted, 'given'),
    refusedBy: counted.at(-1)?.kind === 'refused' ? latestBy(counted, 'refused') : null,
    brokeGlassBy,
    isGlassBroken: brokeGlassBy !== null,
    startedBy: upgrade?.startedBy ?? null,
    startedAt: runs[0]?.startedAt ?? NEVER,
    rolledBackBy: rollback?.startedBy ?? null,
    rollbackReason: rollback?.reason ?? null,
    endedAt: runs.at(-1)?.endedAt ?? null,
    durationSeconds: durationOf(runs),
    downtimeSeconds: downtimeSeconds(job),
    beforeSeconds: seconds(upgrade?.startedAt, t1 ?? upgrade?.endedAt),
    windowSeconds: seconds(t1, t2 ?? upgrade?.endedAt),
    afterSeconds: seconds(t2, upgrade?.endedAt),
    rollbackSeconds: durationOf(ofKind('rollback')),
    currentStepId: currentStep(runs.at(-1)),
    searchText: [`#${job.number}`, job.fromVersion, job.toVersion, ...peopleOf(job), ...reasons].join('\n').toLowerCase(),
  }
}
