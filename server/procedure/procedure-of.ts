import type { RetryInput } from '../contract/choice.ts'
import type { RunKind } from '../contract/job.ts'
import type { StepId } from '../contract/steps.ts'
import type { Step } from '../engine/step.ts'
import { compileRollback } from './compile-rollback.ts'
import { UNDO } from './compile-undo.ts'
import { UPGRADE } from './compile-upgrade.ts'
import type { Acting, RollbackContext, RunOptions } from './context.ts'

type AnyStep = Step<StepId, RollbackContext, Acting<RollbackContext>> & { plan: { inputs?: RetryInput[] } }

/** The steps of a run, in order. */
export function procedureOf(kind: RunKind, { way }: Pick<RunOptions, 'way'>): AnyStep[] {
  if (kind === 'undo') return UNDO
  return kind === 'upgrade' ? UPGRADE : compileRollback(way)
}
