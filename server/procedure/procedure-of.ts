import type { RunKind } from '../contract/job.ts'
import type { StepId } from '../contract/steps.ts'
import type { Step } from '../engine/step.ts'
import type { RollbackContext } from './context.ts'
import { ROLLBACK } from './rollback.ts'
import { UPGRADE } from './upgrade.ts'

/** The steps of a run, in order. */
export function procedureOf(kind: RunKind): Step<StepId, RollbackContext>[] {
  return kind === 'upgrade' ? UPGRADE : ROLLBACK
}
