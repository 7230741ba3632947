import type { RollbackStep } from './context.ts'
import { haAsBefore } from './rollback-steps/ha-as-before.ts'
import { oldServersOnline } from './rollback-steps/old-servers-online.ts'
import { restartOldContainer } from './rollback-steps/restart-old-container.ts'
import { restoreDatabases } from './rollback-steps/restore-databases.ts'
import { rollbackChecklist } from './rollback-steps/rollback-checklist.ts'
import { rollbackHaOff } from './rollback-steps/rollback-ha-off.ts'
import { saveCurrentDatabases } from './rollback-steps/save-current-databases.ts'
import { stopNewContainer } from './rollback-steps/stop-new-container.ts'
import { verifyDumps } from './rollback-steps/verify-dumps.ts'

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
