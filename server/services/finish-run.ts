import type { JobStatus, RunKind, RunStatus } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import type { WayBack } from '../contract/way-back.ts'
import { fenced } from '../db/fenced.ts'
import { fromJson } from '../db/json.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { RUN_ENDS } from '../db/run-ends.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { backAt } from '../domain/down-windows.ts'
import type { Lease } from '../engine/journal.ts'
import type { ProcedureOutcome } from '../engine/run-procedure.ts'
import type { RunOptions } from '../procedure/context.ts'
import type { FactValues } from '../procedure/facts.ts'
import type { Backup } from '../procedure/make-backup.ts'
import { beginRollback } from './begin-rollback.ts'
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

/** An undone rollback leaves the job where the upgrade had left it. */
async function jobAfter(tx: Transaction, jobId: string, kind: RunKind): Promise<JobStatus> {
  if (kind === 'upgrade') return 'succeeded'
  if (kind === 'rollback') return 'rolled-back'
  const done = await tx.run.count({ where: { jobId, kind: 'upgrade', status: 'succeeded' } })
  return done > 0 ? 'succeeded' : 'needs-decision'
}

/** What the installation is after a run that succeeded: the new container and version, or the old ones again. */
function installationAfter({ kind, plan, newContainerId }: Ended) {
  if (kind === 'undo') return null
  if (kind === 'rollback') {
    const { id, name } = plan.node.oldContainer
    return { version: plan.from.version, containerName: name, containerId: id }
  }
  return newContainerId === undefined
    ? null
    : { version: plan.to.version, containerName: plan.node.newContainerName, containerId: newContainerId }
}

/** The rollback is undone, and its T3 with it; how long it kept OMS down after T2 stays. Before T2 the window of the upgrade goes on. */
async function closeUndone(tx: Transaction, { jobId, runId }: Lease, at: Date): Promise<void> {
  const names = ['t2', 't3', 'undoneWindows'] as const
  const rows = await tx.fact.findMany({ where: { jobId, name: { in: [...names] } } })
  const value = <Name extends (typeof names)[number]>(name: Name): FactValues[Name] | undefined => {
    const row = rows.find((one) => one.name === name)
    return row === undefined ? undefined : fromJson<FactValues[Name]>(row.valueJson)
  }
  const t3 = value('t3')
  if (t3 === undefined) return
  await tx.fact.delete({ where: { jobId_name: { jobId, name: 't3' } } })
  if (value('t2') === undefined) return
  const run = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: RUN_ENDS })
  const valueJson = JSON.stringify([...(value('undoneWindows') ?? []), { from: t3, to: backAt(run) ?? at.toISOString() }])
  const where = { jobId_name: { jobId, name: 'undoneWindows' } }
  await tx.fact.upsert({ where, create: { jobId, name: 'undoneWindows', valueJson, at }, update: { valueJson, at } })
}

/** Closes the run and the job, begins the rollback that somebody asked for meanwhile (`next`: how it would go), and after a success says what the installation is now. */
export async function finishRun(
  { store, world, actor }: ServiceContext,
  lease: Lease,
  outcome: ProcedureOutcome,
  ended: Ended,
  next: { way: WayBack; backup: Backup | null } | null = null,
): Promise<void> {
  const succeeded = outcome.ended === 'succeeded'
  const run: RunStatus = outcome.ended === 'succeeded' ? 'succeeded' : ENDS[outcome.ended]
  const after = succeeded ? installationAfter(ended) : null
  const at = world.clock.now()
  await fenced(store, lease, async (tx) => {
    await tx.run.update({ where: { id: lease.runId }, data: { status: run, endedAt: at } })
    if (succeeded && ended.kind === 'undo') await closeUndone(tx, lease, at)
    const job = succeeded ? await jobAfter(tx, lease.jobId, ended.kind) : 'needs-decision'
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
    const { thenRollBack } = fromJson<RunOptions>((await tx.run.findUniqueOrThrow({ where: { id: runId } })).optionsJson)
    if (thenRollBack !== undefined && next !== null)
      await beginRollback(tx, { jobId, installationId, plan: ended.plan, ...next, request: thenRollBack, at })
  })
}
