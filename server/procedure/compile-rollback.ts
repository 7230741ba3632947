import type { PlannedStep } from '../contract/plan.ts'
import type { WayBack } from '../contract/way-back.ts'
import type { RollbackStep } from './context.ts'
import { planStep, type RollbackSubject } from './step-plan.ts'
import { haAsBefore } from './steps/ha-as-before/step.ts'
import { oldServersOnline } from './steps/old-servers-online/step.ts'
import { restartOldContainer } from './steps/restart-old-container/step.ts'
import { restoreBeside } from './steps/restore-beside/step.ts'
import { restoreDatabases } from './steps/restore-databases/step.ts'
import { rollbackChecklist } from './steps/rollback-checklist/step.ts'
import { rollbackHaOff } from './steps/rollback-ha-off/step.ts'
import { rollbackPreflight } from './steps/rollback-preflight/step.ts'
import { saveCurrentDatabases } from './steps/save-current-databases/step.ts'
import { stopNewContainer } from './steps/stop-new-container/step.ts'
import { swapDatabases } from './steps/swap-databases/step.ts'
import { verifyDumps } from './steps/verify-dumps/step.ts'

const OLD_OMS_BACK: RollbackStep[] = [restartOldContainer, oldServersOnline, haAsBefore, rollbackChecklist]

const WAYS: Record<WayBack, RollbackStep[]> = {
  nothing: [rollbackPreflight, rollbackHaOff, stopNewContainer, ...OLD_OMS_BACK],
  // The copies are built and proven while the new OMS may still run.
  swap: [rollbackPreflight, restoreBeside, rollbackHaOff, stopNewContainer, swapDatabases, ...OLD_OMS_BACK],
  'drop-and-restore': [rollbackPreflight, rollbackHaOff, stopNewContainer, saveCurrentDatabases, restoreDatabases, ...OLD_OMS_BACK],
}

/** A rollback that was begun before there were ways goes on with the steps that it began with. */
const OF_BEFORE: RollbackStep[] = [verifyDumps, rollbackHaOff, stopNewContainer, saveCurrentDatabases, restoreDatabases, ...OLD_OMS_BACK]

/** Step 9 of the document, on one of the ways back, with the proofs that it lacks. */
export function compileRollback(way: WayBack | undefined): RollbackStep[] {
  return way === undefined ? OF_BEFORE : WAYS[way]
}

/** Step 9 of the document for one job, as it would run now. */
export function planRollback(way: WayBack, subject: RollbackSubject): PlannedStep[] {
  return compileRollback(way).map((step) => planStep(step, subject))
}
