import { say } from '../../../contract/said.ts'
import type { UpgradeStep } from '../../context.ts'
import { neededFact } from '../../needed-fact.ts'
import { verifyServersOnline } from '../../proofs/servers-online.ts'
import { plan } from './plan.ts'

/** Step 7 of the document. Online three times in a row; an empty list is not "all Online". */
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
  async run({ report }) {
    report.waitingFor(say('waiting.servers'))
  },
  verify: async (context, signal) => verifyServersOnline(context, await neededFact(context.facts, 'newContainerId'), 'serversSeen', signal),
}
