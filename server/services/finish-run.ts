import type { JobStatus, RunStatus } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import { fenced } from '../db/fenced.ts'
import type { Hold } from '../engine/journal.ts'
import type { ProcedureOutcome } from '../engine/run-procedure.ts'
import { recordAudit } from './record-audit.ts'
import type { ServiceContext } from './service-context.ts'

const ENDS: Record<ProcedureOutcome['ended'], { run: RunStatus; job: JobStatus }> = {
  succeeded: { run: 'succeeded', job: 'succeeded' },
  failed: { run: 'failed', job: 'needs-decision' },
  interrupted: { run: 'interrupted', job: 'needs-decision' },
  held: { run: 'held', job: 'needs-decision' },
}

interface World {
  plan: Plan
  newContainerId: string | undefined
}

/** Closes the run and the job; after a success the installation is the new container and the new version. */
export async function finishRun(
  { store, world, actor }: ServiceContext,
  hold: Hold,
  outcome: ProcedureOutcome,
  { plan, newContainerId }: World,
): Promise<void> {
  const end = ENDS[outcome.ended]
  const at = world.clock.now()
  await fenced(store, hold, async (tx) => {
    await tx.run.update({ where: { id: hold.runId }, data: { status: end.run, endedAt: at } })
    await tx.upgradeJob.update({ where: { id: hold.jobId }, data: { status: end.job, revision: { increment: 1 } } })
    if (outcome.ended === 'succeeded' && newContainerId !== undefined) {
      await tx.installation.update({ where: { id: hold.installationId }, data: { version: plan.to.version } })
      await tx.node.updateMany({
        where: { installationId: hold.installationId, position: 0 },
        data: { containerName: plan.node.newContainerName, containerId: newContainerId },
      })
    }
    await recordAudit(tx, { at, actor, action: `run.${end.run}`, subject: hold.jobId, detail: { run: hold.runId, ...outcome } })
  })
}
