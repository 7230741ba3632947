import type { Transaction } from './open-store.ts'

// Rows that come one after the other carry numbers: which of them is the newest must not depend on a clock that somebody sets.

/** Number of the next run of a job. */
export async function nextRunNumber(tx: Transaction, jobId: string): Promise<number> {
  const { _max } = await tx.run.aggregate({ where: { jobId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

/** Number of the next attempt at a step, and its place among all attempts of the run. */
export async function nextAttempt(tx: Transaction, runId: string, stepId: string): Promise<{ number: number; sequence: number }> {
  const { _max: ofStep } = await tx.stepAttempt.aggregate({ where: { runId, stepId }, _max: { number: true } })
  const { _max: ofRun } = await tx.stepAttempt.aggregate({ where: { runId }, _max: { sequence: true } })
  return { number: (ofStep.number ?? 0) + 1, sequence: (ofRun.sequence ?? 0) + 1 }
}

/** Number of the next word of an approver on a job. */
export async function nextApprovalNumber(tx: Transaction, jobId: string): Promise<number> {
  const { _max } = await tx.approval.aggregate({ where: { jobId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

/** Number of the next scheduled start of a job. */
export async function nextStartNumber(tx: Transaction, jobId: string): Promise<number> {
  const { _max } = await tx.scheduledStart.aggregate({ where: { jobId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}
