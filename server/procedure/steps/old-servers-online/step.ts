import { say } from '../../../contract/said.ts'
import type { RollbackStep } from '../../context.ts'
import { verifyServersOnline } from '../../proofs/servers-online.ts'
import { startOldContainer } from '../../start-old-container.ts'
import { plan } from './plan.ts'

/** Step 7 of the document once more, on the old version. */
export const oldServersOnline: RollbackStep = {
  id: 'old-servers-online',
  source: '3.4.0 single-node, step 7',
  phase: 'window',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: () => 960,
  settleSeconds: 900,
  async run(context) {
    // It may have died right after its start; trying again has to bring it up.
    await startOldContainer(context)
    context.report.waitingFor(say('waiting.servers'))
  },
  verify(context, signal) {
    const containerId = context.plan.node.oldContainer.id
    return verifyServersOnline(context, { containerId, keptAs: 'oldServersSeen', since: 'start' }, signal)
  },
}
