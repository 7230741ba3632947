import { say } from '../../../contract/said.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { RollbackStep } from '../../context.ts'
import { backupProblem } from '../../make-backup.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { plan } from './plan.ts'

/** Before anything is touched: the old container is there, the dumps that step 9.4 of the document needs are whole and this job's. */
export const verifyDumps: RollbackStep = {
  id: 'verify-dumps',
  source: '3.4.0 single-node, step 9.4',
  phase: 'before',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 3600,
  settleSeconds: 0,
  async run() {},
  async verify(context, signal) {
    const { id, name } = context.plan.node.oldContainer
    if ((await context.world.docker.container(id)) === 'missing') return failsForGood(say('errors.nothingToGoBackTo', { name }))
    const backup = await restoreNeeded(context)
    if (backup === null) return holds(say('outcomes.nothingToRestore'))
    const { job, installation } = backup.manifest
    if (job.id !== context.job.id || installation.id !== context.installation.id)
      return failsForGood(say('outcomes.foreignDumps', { folder: backup.folder }))
    const problem = await backupProblem(context, backup, signal)
    return problem === null ? holds(say('outcomes.dumpsVerified', { folder: backup.folder })) : failsForGood(problem.said, problem.raw)
  },
}
