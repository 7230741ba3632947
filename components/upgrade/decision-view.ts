import type { Choice, ChoiceKind } from '@/server/contract/choice.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'

export type AllowedChoice = Extract<Choice, { allowed: true }>
export type RefusedChoice = Extract<Choice, { allowed: false }>

/** failed and held: a person has to decide. running: a person may interfere. succeeded: the last decision. finalized: none is left. */
export type DecisionMoment = 'failed' | 'held' | 'running' | 'succeeded' | 'rolledBack' | 'finalized'

export interface DecisionView {
  /** Key below `run.decide.title` and `run.decide.text`. */
  moment: DecisionMoment
  offered: AllowedChoice[]
  /** Ways that a person looks for at this moment, each with the reason why it is closed. */
  refused: RefusedChoice[]
}

// What is worth a word when it is refused; whatever the gate allows is offered in any case.
const LOOKED_FOR: Record<DecisionMoment, ChoiceKind[]> = {
  failed: ['retry', 'check', 'skip', 'roll-back', 'undo-rollback'],
  held: ['continue', 'roll-back'],
  running: ['hold', 'abort', 'roll-back'],
  succeeded: ['finalize', 'roll-back'],
  rolledBack: ['finalize'],
  finalized: ['roll-back'],
}

const ORDER: ChoiceKind[] = ['continue', 'retry', 'check', 'skip', 'hold', 'abort', 'undo-rollback', 'finalize', 'roll-back', 'resolve']

/** The decisions of this moment, from the gate's own answers; null where there is nothing to decide or to look for. */
export function decisionView({
  status,
  run,
  choices,
  resolution,
}: Pick<JobSnapshot, 'status' | 'run' | 'choices' | 'resolution'>): DecisionView | null {
  const moment = momentOf(status, run)
  if (moment === null || choices.length === 0) return null
  const inOrder = ORDER.flatMap((kind) => choices.filter((choice) => choice.kind === kind))
  const isRollback = run?.kind === 'rollback'
  // OMS may run in the old container again: nothing is to be said about removing that one.
  if (moment === 'finalized' && (isRollback || resolution !== null) && !choices.some(({ allowed }) => allowed)) return null
  // In a rollback nobody looks for another one, elsewhere nobody for the way out of one.
  const lookedFor = LOOKED_FOR[moment].filter((kind) => kind !== (isRollback ? 'roll-back' : 'undo-rollback'))
  return {
    moment,
    offered: inOrder.filter((choice) => choice.allowed),
    refused: inOrder.filter((choice) => !choice.allowed).filter((choice) => lookedFor.includes(choice.kind)),
  }
}

function momentOf(status: JobSnapshot['status'], run: JobSnapshot['run']): DecisionMoment | null {
  switch (status) {
    case 'needs-decision':
      return run?.status === 'held' ? 'held' : 'failed'
    case 'running':
    case 'rolling-back':
      return 'running'
    case 'succeeded':
    case 'finalized':
      return status
    case 'rolled-back':
      return 'rolledBack'
    case 'planned':
    case 'withdrawn':
    case 'resolved':
      return null
    default:
      return status satisfies never
  }
}
