import path from 'node:path'
import { say } from '../../../contract/said.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { backupFolderOf } from '../../backup-folder.ts'
import type { RollbackStep } from '../../context.ts'
import { backupProblem, makeBackup } from '../../make-backup.ts'
import { neededFact } from '../../needed-fact.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { plan } from './plan.ts'

/** Not in the document: the state about to be dropped is itself saved first. */
export const saveCurrentDatabases: RollbackStep = {
  id: 'save-current-databases',
  source: 'panel',
  phase: 'window',
  changes: 'none',
  undoneBy: say('steps.undo.dumpsStay'),
  plan,
  repeatable: true,
  abortable: true,
  skippable: say('steps.skip.saveCurrentDatabases'),
  timeoutSeconds: () => 4 * 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const { facts, options, installation, job, attempt } = context
    if ((await restoreNeeded(context)) === null) return
    if (options.skipSafetyDump !== undefined) return await facts.replace('safetyBackup', { skipped: options.skipSafetyDump })
    const folder = path.join(backupFolderOf({ installation, job, attempt: 1 }), `before-rollback-${attempt}`)
    await facts.replace('safetyBackup', await makeBackup(context, { folder, uncarried: 'name', signal }))
  },
  async verify(context, signal) {
    if ((await restoreNeeded(context)) === null) return holds(say('outcomes.nothingToRestore'))
    const saved = await neededFact(context.facts, 'safetyBackup')
    if ('skipped' in saved) return holds(say('outcomes.safetyDumpSkipped', { reason: saved.skipped }))
    const problem = await backupProblem(context, saved, signal)
    return problem === null ? holds(say('outcomes.currentSaved', { folder: saved.folder })) : failsForGood(problem.said, problem.raw)
  },
}
