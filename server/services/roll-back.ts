import type { RollBackInput } from '../contract/choice.ts'
import { say } from '../contract/said.ts'
import type { WayBack } from '../contract/way-back.ts'
import { fromJson } from '../db/json.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { gate } from '../domain/gate.ts'
import { OperatorError } from '../errors.ts'
import type { RollbackRequest, RunOptions } from '../procedure/context.ts'
import { stateOfSwap } from '../procedure/swap.ts'
import { withMetaDb } from '../procedure/with-connection.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { beginRollback } from './begin-rollback.ts'
import { requireInPlace } from './require-in-place.ts'
import { rollbackSubject } from './rollback-subject.ts'
import type { ServiceContext } from './service-context.ts'

type Subject = Awaited<ReturnType<typeof rollbackSubject>>

/** The way that the person looked at is the one that is taken, or none. Dropping before restoring is agreed to each time. */
function wayOf({ way: own, backup }: Subject, { way = own, dropsConfirmed = false }: RollBackInput): WayBack {
  // Whoever is offered the swap may insist on the guide's way; nobody gets a swap where the plan found that there is none.
  const isOpen = way === own || (way === 'drop-and-restore' && backup !== null)
  if (!isOpen) throw new OperatorError('conflict', say('errors.otherWayBack'), { hint: say('errors.reviewAgain') })
  if (way === 'drop-and-restore' && !dropsConfirmed)
    throw new OperatorError('bad-input', say('errors.consentNeeded'), { field: 'dropsConfirmed' })
  return way
}

/** Another rollback may only begin where an unfinished one has moved nothing. */
async function refuseMoved({ world }: ServiceContext, { installation, facts }: Subject): Promise<void> {
  const swap = await facts.get('swap')
  if (swap?.tables == null) return
  const state = await withMetaDb({ world, installation }, (metaDb) => stateOfSwap(metaDb, swap))
  if (state !== 'before') throw new OperatorError('conflict', say('errors.alreadySwapped'))
}

/** A step runs: what was asked for is kept with the run and begins when the run has stopped, also in another process. */
async function queue(
  tx: Transaction,
  { runId, attemptId }: { runId: string; attemptId: string | null },
  request: RollbackRequest,
  at: Date,
): Promise<void> {
  const { optionsJson } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { optionsJson: true } })
  const options: RunOptions = { ...fromJson<RunOptions>(optionsJson), thenRollBack: request }
  await tx.run.update({
    where: { id: runId },
    data: { optionsJson: JSON.stringify(options), holdRequestedAt: at, holdAttemptId: attemptId },
  })
}

/** Starts step 9 of the document as a run of its own, now or when the running step has ended. Codes: not-found, conflict, bad-input. */
export async function rollBack(context: ServiceContext, input: RollBackInput): Promise<{ runId: string }> {
  const { store, world, actor, wake } = context
  const { jobId, reason, containerName, skipSafetyDump } = input
  const subject = await rollbackSubject(context, jobId)
  const { plan, backup } = subject
  const name = plan.node.newContainerName
  if (containerName !== name) throw new OperatorError('bad-input', say('errors.wrongContainerName', { name }), { field: 'containerName' })
  const old = plan.node.oldContainer
  if ((await world.docker.container(old.id)) === 'missing')
    throw new OperatorError('not-found', say('errors.nothingToGoBackTo', { name: old.name }))
  const way = wayOf(subject, input)
  await refuseMoved(context, subject)
  const started = await transact(store, async (tx) => {
    const { count } = await tx.upgradeJob.updateMany({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const facts = count === 0 ? null : await readGateFacts(tx, jobId)
    if (facts === null) throw new OperatorError('not-found', say('errors.noJob'))
    const choice = gate('roll-back', facts)
    if (!choice.allowed) throw new OperatorError('conflict', choice.reason, { hint: say('errors.reviewAgain') })
    const inPlaceOf = await requireInPlace(tx, context, input)
    const request = { actor, reason, way, skipSafetyDump }
    const at = world.clock.now()
    const { installationId } = facts
    if (facts.run?.status !== 'running' || facts.runId === null)
      return { runId: await beginRollback(tx, { jobId, installationId, plan, backup, way, request, at, detail: { inPlaceOf } }) }
    await queue(tx, { runId: facts.runId, attemptId: facts.openAttemptId }, request, at)
    await summarizeJob(tx, jobId)
    const detail = { run: facts.runId, reason, way, skipSafetyDump, inPlaceOf }
    await recordAudit(tx, { at, actor, action: 'upgrade.roll-back.asked', subject: jobId, installationId, detail })
    return { runId: facts.runId }
  })
  wake()
  return started
}
