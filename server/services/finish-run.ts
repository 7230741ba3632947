import type { JobStatus, RunKind, RunStatus } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import { fenced } from '../db/fenced.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import type { Lease } from '../engine/journal.ts'
import type { ProcedureOutcome } from '../engine/run-procedure.ts'
import type { ServiceContext } from './service-context.ts'

const ENDS: Record<Exclude<ProcedureOutcome['ended'], 'succeeded'>, RunStatus> = {
  failed: 'failed',
  interrupted: 'interrupted',
  held: 'held',
}

interface Ended {
  kind: RunKind
  plan: Plan
  newContainerId: string | undefined
}

/** What the installation is after a run that succeeded: the new container and version, or the old ones again. */
function installationAfter({ kind, plan, newContainerId }: Ended) {
  if (kind === 'rollback') {
    const { id, name } = plan.node.oldContainer
    return { version: plan.from.version, containerName: name, containerId: id }
  }
  return newContainerId === undefined
    ? null
    : { version: plan.to.version, containerName: plan.node.newContainerName, containerId: newContainerId }
}

/** Closes the run and the job, and after a success says what the installation is now. */
export async function finishRun(
  { store, world, actor }: ServiceContext,
  lease: Lease,
  outcome: ProcedureOutcome,
  ended: Ended,
): Promise<void> {
  const succeeded = outcome.ended === 'succeeded'
  const run: RunStatus = outcome.ended === 'succeeded' ? 'succeeded' : ENDS[outcome.ended]
  const job: JobStatus = !succeeded ? 'needs-decision' : ended.kind === 'upgrade' ? 'succeeded' : 'rolled-back'
  const after = succeeded ? installationAfter(ended) : null
  const at = world.clock.now()
  await fenced(store, lease, async (tx) => {
    await tx.run.update({ where: { id: lease.runId }, data: { status: run, endedAt: at } })
    await tx.upgradeJob.update({ where: { id: lease.jobId }, data: { status: job, revision: { increment: 1 } } })
    await summarizeJob(tx, lease.jobId)
    if (after !== null) {
      const { version, ...container } = after
      await tx.installation.update({ where: { id: lease.installationId }, data: { version } })
      await tx.node.updateMany({ where: { installationId: lease.installationId, position: 0 }, data: container })
    }
    const { installationId, jobId, runId } = lease
    const detail = { run: runId, kind: ended.kind, ...outcome }
    await recordAudit(tx, { at, actor, action: `run.${run}`, subject: jobId, installationId, detail })
  })
}
