import type { StepStatus } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'
import { rawText } from '../domain/raw-text.ts'
import { type Attempt, type Journal, type Lease, LeaseLost } from '../engine/journal.ts'
import { fenced } from './fenced.ts'
import { fromJson } from './json.ts'
import { nextAttempt } from './numbering.ts'
import type { Store, Transaction } from './open-store.ts'
import { summarizeJob } from './summarize-job.ts'

const OPEN = { in: ['running', 'verifying'] }

/** Every change of what a screen shows raises the job's revision in the same transaction. */
async function raiseRevision(tx: Transaction, jobId: string): Promise<void> {
  await tx.upgradeJob.update({ where: { id: jobId }, data: { revision: { increment: 1 } } })
}

async function changeOpenAttempt(
  tx: Transaction,
  lease: Lease,
  attempt: Attempt,
  data: Parameters<Transaction['stepAttempt']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await tx.stepAttempt.updateMany({ where: { id: attempt.id, status: OPEN }, data })
  if (count === 0) throw new LeaseLost()
  await raiseRevision(tx, lease.jobId)
}

export function createJournal(store: Store, now: () => Date): Journal {
  return {
    async latestAttempts(runId) {
      const rows = await store.stepAttempt.findMany({ where: { runId }, orderBy: { sequence: 'asc' } })
      const latest = new Map(
        rows.map((row): [string, Attempt] => {
          const outcome = row.outcomeJson === null ? {} : { outcome: fromJson<Said>(row.outcomeJson) }
          return [row.stepId, { id: row.id, stepId: row.stepId, number: row.number, status: row.status as StepStatus, ...outcome }]
        }),
      )
      return [...latest.values()]
    },
    async begin(lease, stepId) {
      return await fenced(store, lease, async (tx) => {
        const { number, sequence } = await nextAttempt(tx, lease.runId, stepId)
        const about = { runId: lease.runId, stepId, number, sequence, status: 'running', startedAt: now() }
        const row = await tx.stepAttempt.create({ data: about })
        await tx.run.updateMany({ where: { id: lease.runId, retryStepId: stepId }, data: { retryStepId: null } })
        await raiseRevision(tx, lease.jobId)
        await summarizeJob(tx, lease.jobId)
        return { id: row.id, stepId, number, status: 'running' }
      })
    },
    async verifying(lease, attempt) {
      await fenced(store, lease, (tx) => changeOpenAttempt(tx, lease, attempt, { status: 'verifying' }))
    },
    async settle(lease, attempt, { status, outcome, beside, rawError }) {
      await fenced(store, lease, async (tx) => {
        await changeOpenAttempt(tx, lease, attempt, {
          status,
          endedAt: now(),
          outcomeJson: JSON.stringify(outcome),
          besideJson: beside === undefined ? null : JSON.stringify(beside),
          rawError: rawError === undefined ? null : rawText(rawError),
          waitingForJson: null,
        })
        await summarizeJob(tx, lease.jobId)
      })
    },
    async note(lease, attempt, { progress, waitingFor }) {
      await fenced(store, lease, (tx) =>
        changeOpenAttempt(tx, lease, attempt, {
          ...(progress === undefined ? {} : { progressJson: JSON.stringify(progress) }),
          ...(waitingFor === undefined ? {} : { waitingForJson: waitingFor === null ? null : JSON.stringify(waitingFor) }),
        }),
      )
    },
    async append(lease, lines) {
      await fenced(store, lease, async (tx) => {
        const { jobId, runNumber } = lease
        const last = await tx.logLine.findFirst({ where: { jobId }, orderBy: { seq: 'desc' }, select: { seq: true } })
        const first = (last?.seq ?? 0) + 1
        await tx.logLine.createMany({ data: lines.map((line, index) => ({ jobId, seq: first + index, runNumber, ...line })) })
      })
    },
    async orders(runId) {
      const run = await store.run.findUniqueOrThrow({ where: { id: runId } })
      return {
        hold: run.holdRequestedAt !== null,
        stop: run.abortAttemptId,
        checkOnly: run.checkOnlyStepId,
        again: run.retryStepId,
      }
    },
  }
}
