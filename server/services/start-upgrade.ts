import type { StartInput } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { nextRunNumber } from '../db/numbering.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { brokenWindow, hasLapsed, standingApproval } from '../domain/approval-state.ts'
import { OperatorError } from '../errors.ts'
import { jobsToClose, readStartFacts, type StartReadingFacts } from '../queries/start-facts.ts'
import { endSchedules } from './end-schedules.ts'
import { judgeStart } from './judge-start.ts'
import { requireSameWorld } from './require-same-world.ts'
import type { ServiceContext } from './service-context.ts'
import { voidLapsedApprovals } from './void-approvals.ts'

/** A start that the panel makes because somebody scheduled it. */
export interface ScheduledBy {
  id: string
  /** After this moment it is too late. */
  latest: Date
}

/** An approval counts only for the world it was given for, and while its giver may still give it. */
async function judgeApprovals(context: ServiceContext, { jobId, planHash }: StartInput): Promise<void> {
  const { store, world, actor } = context
  const seen = await readStartFacts(store, jobId, world.clock.now())
  if (seen === null || seen.job !== 'planned' || seen.planHash !== planHash) return
  if (seen.approvals.some(hasLapsed)) await voidLapsedApprovals(store, world.clock.now(), actor)
  if (standingApproval(seen) !== null) await requireSameWorld(context, seen)
}

/** Ends what was scheduled: started by its own clock, or cancelled because somebody was faster. */
async function settleSchedule(tx: Transaction, context: ServiceContext, facts: StartReadingFacts, scheduled: ScheduledBy | null) {
  const { actor, world } = context
  const { id: jobId, installationId } = facts.row
  const at = world.clock.now()
  if (scheduled === null) {
    await endSchedules(tx, { jobId, installationId, actor, at, because: say('approvals.because.startedByHand', { by: actor.name }) })
    return
  }
  if (at > scheduled.latest) throw new OperatorError('conflict', say('approvals.because.late'))
  const where = { id: scheduled.id, jobId, status: 'set' }
  const { count } = await tx.scheduledStart.updateMany({ where, data: { status: 'started', endedAt: at, endedBecauseJson: null } })
  if (count === 0) throw new OperatorError('conflict', say('approvals.not.notScheduled'))
}

/** From here on the containers and dumps of earlier upgrades are of a MetaDB that is about to change: they can no longer be rolled back. */
async function closeEarlier(tx: Transaction, { actor, world }: ServiceContext, { row }: StartReadingFacts): Promise<number[]> {
  const { installationId } = row
  const jobs = await jobsToClose(tx, installationId, row.id)
  for (const { id, number } of jobs) {
    await tx.upgradeJob.update({ where: { id }, data: { status: 'finalized', revision: { increment: 1 } } })
    await summarizeJob(tx, id)
    const detail = { number, closedBy: row.number }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'upgrade.finalize', subject: id, installationId, detail })
  }
  return jobs.map(({ number }) => number)
}

/**
 * Starts exactly the plan that was reviewed, once: approved where that is demanded, in a window, outside of freezes.
 * Codes: not-found, conflict, forbidden, refused, unavailable.
 */
export async function startUpgrade(
  context: ServiceContext,
  input: StartInput,
  scheduled: ScheduledBy | null = null,
): Promise<{ runId: string }> {
  const { store, world, actor, wake } = context
  const { jobId, planHash, fitConfirmed, closes } = input
  await judgeApprovals(context, input)
  const started = await transact(store, async (tx) => {
    const facts = await judgeStart(tx, context, { command: 'start', jobId, planHash, fitConfirmed, closes })
    const { number, installationId } = facts.row
    await settleSchedule(tx, context, facts, scheduled)
    await tx.upgradeJob.update({ where: { id: jobId }, data: { status: 'running' } })
    const closed = await closeEarlier(tx, context, facts)
    const run = await tx.run.create({
      data: {
        jobId,
        number: await nextRunNumber(tx, jobId),
        kind: 'upgrade',
        status: 'running',
        startedBy: actor.name,
        startedById: actor.userId,
        startedAt: world.clock.now(),
      },
    })
    const approval = standingApproval(facts)
    const glass = facts.window.isOpen ? null : brokenWindow(facts)
    await summarizeJob(tx, jobId)
    await recordAudit(tx, {
      at: world.clock.now(),
      actor,
      action: 'upgrade.start',
      subject: jobId,
      installationId,
      detail: {
        ...{ number, planHash, run: run.id, closed },
        ...(approval !== null && { approval: approval.id, approvedBy: approval.by, isGlassBroken: approval.kind === 'break-glass' }),
        ...(glass !== null && { outsideWindow: true, glassBrokenBy: glass.by, reason: glass.reason }),
        ...(scheduled !== null && { schedule: scheduled.id }),
      },
    })
    return { runId: run.id }
  })
  wake()
  return started
}
