import type { Plan } from '../contract/plan.ts'
import type { WayBack } from '../contract/way-back.ts'
import { nextRunNumber } from '../db/numbering.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { planRollback } from '../procedure/compile-rollback.ts'
import type { RollbackRequest, RunOptions } from '../procedure/context.ts'
import type { Backup } from '../procedure/make-backup.ts'

interface Begun {
  jobId: string
  installationId: string
  plan: Plan
  backup: Backup | null
  way: WayBack
  request: RollbackRequest
  at: Date
  detail?: Record<string, unknown>
}

/** Creates the run of a rollback; whoever calls has asked the gate in this transaction. */
export async function beginRollback(tx: Transaction, begun: Begun): Promise<string> {
  const { jobId, installationId, plan, backup, way, at, detail } = begun
  const { actor, reason, skipSafetyDump } = begun.request
  const options: RunOptions = { way, ...(skipSafetyDump && way === 'drop-and-restore' ? { skipSafetyDump: reason } : {}) }
  await tx.upgradeJob.update({ where: { id: jobId }, data: { status: 'rolling-back' } })
  const run = await tx.run.create({
    data: {
      jobId,
      number: await nextRunNumber(tx, jobId),
      kind: 'rollback',
      status: 'running',
      startedBy: actor.name,
      startedById: actor.userId,
      startedAt: at,
      reason,
      procedureJson: JSON.stringify(planRollback(way, { plan, backup })),
      optionsJson: JSON.stringify(options),
    },
  })
  await summarizeJob(tx, jobId)
  await recordAudit(tx, {
    at,
    actor,
    action: 'upgrade.roll-back',
    subject: jobId,
    installationId,
    detail: { run: run.id, reason, way, skipSafetyDump, ...detail },
  })
  return run.id
}
