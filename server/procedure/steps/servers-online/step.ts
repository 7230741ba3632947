import { say } from '../../../contract/said.ts'
import type { UpgradeStep } from '../../context.ts'
import { keepHaConfig } from '../../keep-ha-config.ts'
import { neededFact } from '../../needed-fact.ts'
import { verifyServersOnline } from '../../proofs/servers-online.ts'
import { plan } from './plan.ts'

/** Step 7 of the document. An empty list is not "all Online", and neither is what was Online before init. */
export const serversOnline: UpgradeStep = {
  id: 'servers-online',
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
    // Where the step of init could not keep it. Nobody has had a console to change it in since.
    await keepHaConfig(context, 'haConfigAfterInit')
    context.report.waitingFor(say('waiting.servers'))
  },
  async verify(context, signal) {
    const containerId = await neededFact(context.facts, 'newContainerId')
    return await verifyServersOnline(context, { containerId, keptAs: 'serversSeen', since: 'init' }, signal)
  },
}
