import type { PlannedStep } from '../contract/plan.ts'
import type { RollbackStep } from './context.ts'
import { planStep, type RollbackSubject } from './step-plan.ts'
import { restartNewContainer } from './steps/restart-new-container/step.ts'
import { swapBack } from './steps/swap-back/step.ts'
import { undoHaOn } from './steps/undo-ha-on/step.ts'
import { undoPreflight } from './steps/undo-preflight/step.ts'

/** From any moment of a rollback by swap before the old OMS was started, back to where the rollback began. */
export const UNDO: RollbackStep[] = [undoPreflight, swapBack, restartNewContainer, undoHaOn]

export function planUndo(subject: RollbackSubject): PlannedStep[] {
  return UNDO.map((step) => planStep(step, subject))
}
