import type { Actor } from '../contract/access.ts'
import type { Choice, DecideInput } from '../contract/choice.ts'
import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { nextAttempt, nextRunNumber } from '../db/numbering.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { gate } from '../domain/gate.ts'
import { OperatorError } from '../errors.ts'
import { planUndo } from '../procedure/compile-undo.ts'
import type { FactValues } from '../procedure/facts.ts'
import { whyNotUndone } from '../procedure/proofs/undo-possible.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { keepCorrections } from './keep-corrections.ts'
import { requireInPlace } from './require-in-place.ts'
import { rollbackSubject } from './rollback-subject.ts'
import type { ServiceContext } from './service-context.ts'

/** Throws where the gate says no, or where the person has not said what the gate asks for. */
function refuse(choice: Choice, { stepId, reason, confirmed }: DecideInput): void {
  if (choice.stepId !== stepId) throw new OperatorError('conflict', say('errors.choiceMoved'), { hint: say('errors.reviewAgain') })
  if (!choice.allowed) throw new OperatorError('conflict', choice.reason, { hint: say('errors.reviewAgain') })
  if (choice.needsReason && reason === '') throw new OperatorError('bad-input', say('errors.reasonNeeded'), { field: 'reason' })
  if (choice.confirm !== null && !confirmed) throw new OperatorError('bad-input', say('errors.confirmationNeeded'), { field: 'confirmed' })
}

interface Target {
  jobId: string
  runId: string
  /** The attempt that runs now; null between two steps. */
  attemptId: string | null
  status: string
  now: Date
  actor: Actor
}

interface Again {
  checkOnlyStepId?: string | null
  retryStepId?: string | null
}

const NOTHING_ASKED = { holdRequestedAt: null, holdAttemptId: null, abortRequestedAt: null, abortAttemptId: null }

/** Sets the run and its job going again; false where somebody else was quicker. */
async function goOn(tx: Transaction, { jobId, runId, status }: Target, again: Again = {}): Promise<boolean> {
  const run = await tx.run.updateMany({
    where: { id: runId, status },
    data: { status: 'running', endedAt: null, ...NOTHING_ASKED, checkOnlyStepId: null, ...again },
  })
  if (run.count === 0) return false
  const { kind } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { kind: true } })
  const job = await tx.upgradeJob.updateMany({
    where: { id: jobId, status: 'needs-decision' },
    data: { status: kind === 'upgrade' ? 'running' : 'rolling-back' },
  })
  return job.count === 1
}

async function skip(tx: Transaction, target: Target, { stepId, reason }: DecideInput): Promise<boolean> {
  if (stepId === null || !(await goOn(tx, target))) return false
  const about = await nextAttempt(tx, target.runId, stepId)
  const outcomeJson = JSON.stringify(say('outcomes.skipped', { reason }))
  await tx.stepAttempt.create({
    data: { runId: target.runId, stepId, ...about, status: 'skipped', startedAt: target.now, endedAt: target.now, outcomeJson },
  })
  return true
}

/** What an unfinished rollback replaced comes back, as a run of its own. */
async function undo(tx: Transaction, { jobId, now, actor }: Target, { reason }: DecideInput): Promise<boolean> {
  const job = await tx.upgradeJob.findUniqueOrThrow({
    where: { id: jobId },
    select: { planJson: true, facts: { where: { name: 'backup' } } },
  })
  const [fact] = job.facts
  const backup = fact === undefined ? null : fromJson<FactValues['backup']>(fact.valueJson)
  const { count } = await tx.upgradeJob.updateMany({ where: { id: jobId, status: 'needs-decision' }, data: { status: 'rolling-back' } })
  if (count === 0) return false
  const procedureJson = JSON.stringify(planUndo({ plan: fromJson<Plan>(job.planJson), backup }))
  const by = { startedBy: actor.name, startedById: actor.userId, startedAt: now }
  await tx.run.create({
    data: { jobId, number: await nextRunNumber(tx, jobId), kind: 'undo', status: 'running', ...by, reason: reason || null, procedureJson },
  })
  return true
}

async function hold(tx: Transaction, { runId, attemptId, now }: Target): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id: runId, status: 'running', holdRequestedAt: null },
    data: { holdRequestedAt: now, holdAttemptId: attemptId },
  })
  return count === 1
}

/** Names the attempt that is to be stopped: a request that comes when it is just over stops no other. */
async function abort(tx: Transaction, { runId, attemptId, now }: Target): Promise<boolean> {
  if (attemptId === null) return false
  const { count } = await tx.run.updateMany({
    where: { id: runId, status: 'running' },
    data: { abortRequestedAt: now, abortAttemptId: attemptId },
  })
  return count === 1
}

const ACTS: Record<DecideInput['kind'], (tx: Transaction, target: Target, input: DecideInput) => Promise<boolean>> = {
  retry: (tx, target, { stepId }) => goOn(tx, target, { retryStepId: stepId }),
  check: (tx, target, { stepId }) => goOn(tx, target, { checkOnlyStepId: stepId }),
  continue: (tx, target) => goOn(tx, target),
  skip,
  hold,
  abort,
  'undo-rollback': undo,
  async finalize(tx, { jobId }) {
    const where = { id: jobId, status: { in: ['succeeded', 'rolled-back', 'resolved'] } }
    const { count } = await tx.upgradeJob.updateMany({ where, data: { status: 'finalized' } })
    return count === 1
  },
}

/** A run that could only fail would take the place of the rollback that waits. */
async function refuseHopelessUndo(context: ServiceContext, jobId: string): Promise<void> {
  const facts = await readGateFacts(context.store, jobId)
  if (facts === null || !gate('undo-rollback', facts).allowed) return
  const why = await whyNotUndone({ ...(await rollbackSubject(context, jobId)), world: context.world })
  if (why !== null) throw new OperatorError('conflict', why, { hint: say('errors.reviewAgain') })
}

/** What a person decides about a run: one service for all of it, one gate. Codes: not-found, conflict, bad-input. */
export async function decide(context: ServiceContext, input: DecideInput): Promise<{ done: true }> {
  const { store, world, actor, wake } = context
  const { jobId, kind, inputs } = input
  if (kind === 'undo-rollback') await refuseHopelessUndo(context, jobId)
  await transact(store, async (tx) => {
    // First a write, so that two people take their turns: the second one is judged by what the first one did.
    const { count } = await tx.upgradeJob.updateMany({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const facts = count === 0 ? null : await readGateFacts(tx, jobId)
    if (facts === null) throw new OperatorError('not-found', say('errors.noJob'))
    const choice = gate(kind, facts)
    refuse(choice, input)
    const inPlaceOf = await requireInPlace(tx, context, input)
    const now = world.clock.now()
    if (kind === 'retry') {
      const asked = choice.allowed ? choice.inputs : []
      await keepCorrections(tx, context, { input, installationId: facts.installationId, asked, by: actor.name, at: now })
    }
    const done = await ACTS[kind](
      tx,
      { jobId, runId: facts.runId ?? '', attemptId: facts.openAttemptId, status: facts.run?.status ?? '', now, actor },
      input,
    )
    if (!done) throw new OperatorError('conflict', say('errors.choiceMoved'), { hint: say('errors.reviewAgain') })
    await summarizeJob(tx, jobId)
    const changed = Object.entries(inputs).flatMap(([name, value]) => (value ? [name] : []))
    await recordAudit(tx, {
      at: now,
      actor,
      action: `upgrade.${kind}`,
      subject: jobId,
      installationId: facts.installationId,
      detail: {
        run: facts.runId,
        step: input.stepId,
        reason: input.reason,
        changed,
        inPlaceOf,
        ...(inputs.exceptServers?.length && { exceptServers: inputs.exceptServers }),
        ...(inputs.haConfig && { haConfig: inputs.haConfig }),
      },
    })
  })
  wake()
  return { done: true }
}
