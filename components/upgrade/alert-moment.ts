import type { Headline, HeadlineKey } from './headline.ts'

/** needed: somebody has to act. over: the run has come to its end. */
export type AlertMoment = 'needed' | 'over'

/** What somebody who looks at something else has to hear of; null: nothing. */
export function alertMoment(key: HeadlineKey): AlertMoment | null {
  switch (key) {
    case 'yourTurn':
    case 'held':
    case 'heldInWindow':
    case 'stopped':
    case 'stoppedInWindow':
    case 'stoppedAfter':
    case 'rollbackHeld':
    case 'rollbackStopped':
    case 'rollbackStoppedDown':
    case 'undoHeld':
    case 'undoHeldDown':
    case 'undoStopped':
    case 'undoStoppedDown':
      return 'needed'
    case 'succeeded':
    case 'rolledBack':
      return 'over'
    case 'planned':
    case 'awaitingApproval':
    case 'refused':
    case 'scheduled':
    case 'starting':
    case 'before':
    case 'window':
    case 'after':
    case 'finalized':
    case 'withdrawn':
    case 'resolved':
    case 'rollbackStarting':
    case 'rollingBack':
    case 'undoing':
      return null
    default:
      return key satisfies never
  }
}

/** The same step that fails a second time is another reason to call somebody than its first failure. */
export function alertIdentity({ key, step }: Pick<Headline, 'key' | 'step'>): string {
  return `${key} ${step?.id ?? ''} ${step?.attempt ?? 0}`
}
