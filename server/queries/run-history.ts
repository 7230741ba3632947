import type { DownWindow, RunKind, RunStatus, StepStatus } from '../contract/job.ts'
import type { Plan, PlannedStep } from '../contract/plan.ts'
import type { AttemptView, RunHistory, StepHistory } from '../contract/report.ts'
import type { Said } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { backAt } from '../domain/down-windows.ts'
import { runTimeline } from '../domain/run-timeline.ts'
import type { RunOptions } from '../procedure/context.ts'

export interface AttemptRow {
  stepId: string
  number: number
  status: string
  startedAt: Date
  endedAt: Date | null
  outcomeJson: string | null
  besideJson: string | null
  rawError: string | null
}

export interface RunRow {
  id: string
  number: number
  kind: string
  status: string
  startedAt: Date
  endedAt: Date | null
  startedBy: string
  reason: string | null
  procedureJson: string | null
  optionsJson: string
  attempts: AttemptRow[]
}

interface Times {
  t1: string | null
  t2: string | null
  t3: string | null
}

function attemptView({ number, status, startedAt, endedAt, outcomeJson, besideJson, rawError }: AttemptRow): AttemptView {
  return {
    number,
    status: status as StepStatus,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    seconds: endedAt === null ? null : Math.max(0, Math.round((endedAt.getTime() - startedAt.getTime()) / 1000)),
    outcome: outcomeJson === null ? null : fromJson<Said>(outcomeJson),
    beside: besideJson === null ? null : fromJson<Said>(besideJson),
    rawError,
  }
}

function stepHistory(planned: PlannedStep, attempts: AttemptRow[]): StepHistory {
  const mine = attempts.filter(({ stepId }) => stepId === planned.id).sort((one, other) => one.number - other.number)
  const views = mine.map(attemptView)
  const ended = views.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]))
  return {
    planned,
    status: views.at(-1)?.status ?? 'waiting',
    attempts: views,
    seconds: ended.length === 0 ? null : ended.reduce((sum, seconds) => sum + seconds, 0),
  }
}

/** A run with every attempt at every step of its own list. `windows`: when OMS was down, of the whole job. */
export function runHistory(run: RunRow, plan: Plan, { windows, ...times }: Times & { windows: DownWindow[] }, now: Date): RunHistory {
  const procedure = run.procedureJson === null ? plan.steps : fromJson<PlannedStep[]>(run.procedureJson)
  const about = {
    id: run.id,
    number: run.number,
    kind: run.kind as RunKind,
    status: run.status as RunStatus,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    startedBy: run.startedBy,
    reason: run.reason,
    skippedSafetyDump: fromJson<RunOptions>(run.optionsJson).skipSafetyDump ?? null,
  }
  return {
    ...about,
    steps: procedure.map((step) => stepHistory(step, run.attempts)),
    timeline: runTimeline(about, windows, { ...times, haBack: backAt(run) }, now.toISOString()),
  }
}
