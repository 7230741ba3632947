import type { PlannedStep } from '../contract/plan.ts'
import type { RollbackStep } from './context.ts'
import { planStep, type RollbackSubject } from './step-plan.ts'
import { haAsBefore } from './steps/ha-as-before/step.ts'
import { oldServersOnline } from './steps/old-servers-online/step.ts'
import { restartOldContainer } from './steps/restart-old-container/step.ts'
import { restoreDatabases } from './steps/restore-databases/step.ts'
import { rollbackChecklist } from './steps/rollback-checklist/step.ts'
import { rollbackHaOff } from './steps/rollback-ha-off/step.ts'
import { saveCurrentDatabases } from './steps/save-current-databases/step.ts'
import { stopNewContainer } from './steps/stop-new-container/step.ts'
import { verifyDumps } from './steps/verify-dumps/step.ts'

/** Step 9 of the document, with the proofs that it lacks. */
export const ROLLBACK: RollbackStep[] = [
  verifyDumps,
  rollbackHaOff,
  stopNewContainer,
  saveCurrentDatabases,
  restoreDatabases,
  restartOldContainer,
  oldServersOnline,
  haAsBefore,
  rollbackChecklist,
]

/** Step 9 of the document for one job, as it would run now. */
export function planRollback(subject: RollbackSubject): PlannedStep[] {
  return ROLLBACK.map((step) => planStep(step, subject))
}
