import type { HistoryRow } from '../contract/history.ts'
import type { JobStatus } from '../contract/job.ts'
import { StepId } from '../contract/steps.ts'
import type { JobSummaryModel } from '../db/generated/models.ts'
import { NEVER, UNKNOWN_SECONDS } from '../domain/job-summary.ts'

function known(seconds: number): number | null {
  return seconds === UNKNOWN_SECONDS ? null : seconds
}

export function toHistoryRow(row: JobSummaryModel & { job: { installation: { id: string; name: string } } }): HistoryRow {
  const step = StepId.safeParse(row.currentStepId)
  return {
    id: row.jobId,
    number: row.number,
    status: row.status as JobStatus,
    installation: row.job.installation,
    fromVersion: row.fromVersion,
    toVersion: row.toVersion,
    plannedBy: row.plannedBy,
    plannedAt: row.plannedAt.toISOString(),
    approvedBy: row.approvedBy,
    refusedBy: row.refusedBy,
    brokeGlassBy: row.brokeGlassBy,
    startedBy: row.startedBy,
    startedAt: row.startedAt.getTime() === NEVER.getTime() ? null : row.startedAt.toISOString(),
    rolledBackBy: row.rolledBackBy,
    rollbackReason: row.rollbackReason,
    endedAt: row.endedAt?.toISOString() ?? null,
    durationSeconds: known(row.durationSeconds),
    downtimeSeconds: known(row.downtimeSeconds),
    phases: {
      before: known(row.beforeSeconds),
      window: known(row.windowSeconds),
      after: known(row.afterSeconds),
      rollback: known(row.rollbackSeconds),
    },
    currentStep: step.success ? step.data : null,
  }
}
