import type { JobStatus, RunKind, RunStatus, StepStatus } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { currentRun } from '../domain/current-run.ts'
import type { GateFacts } from '../domain/gate.ts'
import type { RunOptions, UpgradeStep } from '../procedure/context.ts'
import { procedureOf } from '../procedure/procedure-of.ts'

import { supersededBy } from './superseded-by.ts'

const DONE = new Set(['succeeded', 'skipped'])
const OPEN = new Set(['running', 'verifying'])

/** Statuses in which a job may be changing its installation, or has left it half changed. */
export const OCCUPYING = ['running', 'needs-decision', 'rolling-back']

/** Why leaving the step out is safe, in general or by how its newest attempt ended. */
function skippable(step: Pick<UpgradeStep, 'skippable' | 'skippableAfter'>, outcomeJson: string | null | undefined): Said | null {
  const outcome = outcomeJson ? fromJson<Said>(outcomeJson) : null
  return step.skippable ?? (outcome === null ? undefined : step.skippableAfter?.[outcome.key]) ?? null
}

/** Reads what the gate needs; null where the job does not exist. */
export async function readGateFacts(
  store: Store | Transaction,
  jobId: string,
): Promise<(GateFacts & { runId: string | null; openAttemptId: string | null; installationId: string }) | null> {
  const job = await store.upgradeJob.findUnique({
    where: { id: jobId },
    include: {
      installation: { select: { archivedAt: true } },
      runs: { orderBy: { number: 'asc' }, include: { attempts: { orderBy: { sequence: 'asc' } } } },
    },
  })
  if (job === null) return null
  const other = await store.upgradeJob.findFirst({
    where: { installationId: job.installationId, status: { in: OCCUPYING }, id: { not: jobId } },
    select: { number: true },
  })
  const run = currentRun(job.runs, ({ attempts }) => attempts.map(({ stepId }) => stepId))
  const about = {
    job: job.status as JobStatus,
    busyWith: other?.number ?? null,
    supersededBy: await supersededBy(store, job.id),
    isArchived: job.installation.archivedAt !== null,
    runId: run?.id ?? null,
    installationId: job.installationId,
  }
  if (run === undefined) return { ...about, openAttemptId: null, run: null, step: null }
  const kind = run.kind as RunKind
  const latest = new Map(run.attempts.map((attempt) => [attempt.stepId, attempt]))
  const statusOf = (id: string) => (latest.get(id)?.status ?? 'waiting') as StepStatus
  const options = fromJson<RunOptions>(run.optionsJson)
  const step = procedureOf(kind, options).find(({ id }) => !DONE.has(statusOf(id)))
  const openAttemptId = (step !== undefined && OPEN.has(statusOf(step.id)) && latest.get(step.id)?.id) || null
  return {
    ...about,
    openAttemptId,
    run: {
      kind,
      status: run.status as RunStatus,
      holdRequested: run.holdRequestedAt !== null,
      abortRequested: run.abortAttemptId !== null && run.abortAttemptId === openAttemptId,
      way: options.way,
      rollbackRequested: options.thenRollBack !== undefined,
    },
    step:
      step === undefined
        ? null
        : {
            id: step.id,
            status: statusOf(step.id),
            repeatable: step.repeatable,
            skippable: skippable(step, latest.get(step.id)?.outcomeJson),
            abortable: step.abortable === true,
            inputs: step.plan.inputs ?? [],
          },
  }
}
