import type { StepStatus } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'
import { type Attempt, type Hold, type Journal, LeaseLost } from '../engine/journal.ts'
import { fenced } from './fenced.ts'
import { fromJson } from './json.ts'
import type { Store, Transaction } from './open-store.ts'
import { summarizeJob } from './summarize-job.ts'

const OPEN = { in: ['running', 'verifying'] }

/** Every change of what a screen shows raises the job's revision in the same transaction. */
async function raiseRevision(tx: Transaction, jobId: string): Promise<void> {
  await tx.upgradeJob.update({ where: { id: jobId }, data: { revision: { increment: 1 } } })
}

async function changeOpenAttempt(
  tx: Transaction,
  hold: Hold,
  attempt: Attempt,
  data: Parameters<Transaction['stepAttempt']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await tx.stepAttempt.updateMany({ where: { id: attempt.id, status: OPEN }, data })
  if (count === 0) throw new LeaseLost()
  await raiseRevision(tx, hold.jobId)
}

export function createJournal(store: Store, now: () => Date): Journal {
  return {
    async latestAttempts(runId) {
      const rows = await store.stepAttempt.findMany({ where: { runId }, orderBy: { number: 'asc' } })
      const latest = new Map(
        rows.map((row): [string, Attempt] => {
          const outcome = row.outcomeJson === null ? {} : { outcome: fromJson<Said>(row.outcomeJson) }
          return [row.stepId, { id: row.id, stepId: row.stepId, number: row.number, status: row.status as StepStatus, ...outcome }]
        }),
      )
      return [...latest.values()]
    },
    async begin(hold, stepId) {
      return await fenced(store, hold, async (tx) => {
        const number = (await tx.stepAttempt.count({ where: { runId: hold.runId, stepId } })) + 1
        const row = await tx.stepAttempt.create({ data: { runId: hold.runId, stepId, number, status: 'running', startedAt: now() } })
        await tx.run.updateMany({ where: { id: hold.runId, retryStepId: stepId }, data: { retryStepId: null } })
        await raiseRevision(tx, hold.jobId)
        await summarizeJob(tx, hold.jobId)
        return { id: row.id, stepId, number, status: 'running' }
      })
    },
    async verifying(hold, attempt) {
      await fenced(store, hold, (tx) => changeOpenAttempt(tx, hold, attempt, { status: 'verifying' }))
    },
    async settle(hold, attempt, { status, outcome, rawError }) {
      await fenced(store, hold, async (tx) => {
        await changeOpenAttempt(tx, hold, attempt, {
          status,
          endedAt: now(),
          outcomeJson: JSON.stringify(outcome),
          rawError: rawError ?? null,
          waitingForJson: null,
        })
        await summarizeJob(tx, hold.jobId)
      })
    },
    async note(hold, attempt, { progress, waitingFor }) {
      await fenced(store, hold, (tx) =>
        changeOpenAttempt(tx, hold, attempt, {
          ...(progress === undefined ? {} : { progressJson: JSON.stringify(progress) }),
          ...(waitingFor === undefined ? {} : { waitingForJson: waitingFor === null ? null : JSON.stringify(waitingFor) }),
        }),
      )
    },
    async append(hold, lines) {
      await fenced(store, hold, async (tx) => {
        const last = await tx.logLine.findFirst({ where: { jobId: hold.jobId }, orderBy: { seq: 'desc' }, select: { seq: true } })
        const first = (last?.seq ?? 0) + 1
        await tx.logLine.createMany({ data: lines.map((line, index) => ({ jobId: hold.jobId, seq: first + index, ...line })) })
      })
    },
    async orders(runId) {
      const run = await store.run.findUniqueOrThrow({ where: { id: runId } })
      return {
        hold: run.holdRequestedAt !== null,
        abort: run.abortRequestedAt !== null,
        checkOnly: run.checkOnlyStepId,
        again: run.retryStepId,
      }
    },
  }
}
