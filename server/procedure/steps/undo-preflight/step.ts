import { say } from '../../../contract/said.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { RollbackStep } from '../../context.ts'
import { whyNotUndone } from '../../proofs/undo-possible.ts'
import { plan } from './plan.ts'

/** The person who asked was answered the same; what runs meanwhile may have changed it. */
export const undoPreflight: RollbackStep = {
  id: 'undo-preflight',
  source: 'panel',
  phase: 'before',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 120,
  settleSeconds: 0,
  async run() {},
  async verify(context) {
    const why = await whyNotUndone(context)
    return why === null ? holds(say('outcomes.undoPossible')) : failsForGood(why)
  },
}
