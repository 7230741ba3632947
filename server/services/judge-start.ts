import type { StartCommand } from '../contract/approval.ts'
import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { windowState } from '../domain/maintenance-windows.ts'
import { startGate } from '../domain/start-gate.ts'
import { OperatorError } from '../errors.ts'
import { readStartFacts, type StartReadingFacts } from '../queries/start-facts.ts'
import type { ServiceContext } from './service-context.ts'

interface Judged {
  command: StartCommand
  jobId: string
  /** The plan that the person looked at; a word about another one is refused. */
  planHash?: string
  /** Only for `schedule`. */
  startAt?: Date
  fitConfirmed?: boolean | undefined
  /** Number of the newest job that the person knows the start closes. */
  closes?: number | undefined
}

/** Asks the start gate of facts that were read. Codes: conflict, forbidden, refused. */
export function refuseByGate(facts: StartReadingFacts, { actor }: Pick<ServiceContext, 'actor'>, judged: Judged): void {
  const { command, planHash, startAt, fitConfirmed = false, closes } = judged
  if (planHash !== undefined && planHash !== facts.planHash)
    throw new OperatorError('conflict', say('approvals.not.otherPlan'), { hint: say('errors.reviewAgain') })
  const wanted = startAt === undefined ? null : { at: startAt, window: windowState(facts.rules, startAt) }
  const answer = startGate(command, facts, { id: actor.userId, role: actor.role }, wanted)
  if (!answer.allowed) {
    const isRole = answer.reason.key.endsWith('Role')
    throw new OperatorError(isRole ? 'forbidden' : 'conflict', answer.reason, isRole ? {} : { hint: say('errors.reviewAgain') })
  }
  if (answer.confirm !== null && !fitConfirmed)
    throw new OperatorError('refused', answer.confirm, { hint: say('errors.confirmationNeeded'), field: 'fitConfirmed' })
  if (answer.closes !== null && !answer.closes.isAgreed && answer.closes.newest !== closes)
    throw new OperatorError('refused', answer.closes.said, { hint: say('errors.confirmationNeeded'), field: 'closes' })
}

/**
 * Judges inside a transaction, after a first write: of two people at the same moment the second one is judged by what the first one
 * did, and every page that shows the job hears of it. Codes: not-found, conflict, forbidden, refused.
 */
export async function judgeStart(
  tx: Transaction,
  { actor, world }: Pick<ServiceContext, 'actor' | 'world'>,
  judged: Judged,
): Promise<StartReadingFacts> {
  const { count } = await tx.upgradeJob.updateMany({ where: { id: judged.jobId }, data: { revision: { increment: 1 } } })
  const facts = count === 0 ? null : await readStartFacts(tx, judged.jobId, world.clock.now())
  if (facts === null) throw new OperatorError('not-found', say('errors.noJob'))
  refuseByGate(facts, { actor }, judged)
  return facts
}
