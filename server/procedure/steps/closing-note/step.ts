import { say } from '../../../contract/said.ts'
import { isStopped } from '../../../domain/is-stopped.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { UpgradeStep } from '../../context.ts'
import { neededFact } from '../../needed-fact.ts'
import { plan } from './plan.ts'

/** Step 10 of the document, and one last look: the old container stopped, the new one running. */
export const closingNote: UpgradeStep = {
  id: 'closing-note',
  source: '3.4.0 single-node, step 10',
  phase: 'after',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 60,
  settleSeconds: 0,
  async run({ report }) {
    report.line('clear the browser cache before logging on to the OMS console')
    report.line('Store, Connector and JDBCWriter components shown as Abnormal come back by themselves; suspended projects stay suspended')
  },
  async verify({ world, facts, plan }) {
    const container = await world.docker.container(await neededFact(facts, 'newContainerId'))
    const old = await world.docker.container(plan.node.oldContainer.id)
    if (container === 'missing' || container.state !== 'running') {
      return failsForGood(
        say('outcomes.containerNotRunning', {
          name: plan.node.newContainerName,
          state: container === 'missing' ? 'missing' : container.state,
        }),
      )
    }
    if (old !== 'missing' && !isStopped(old.state))
      return failsForGood(say('outcomes.twoContainers', { old: old.name, name: container.name }))
    return holds(say('outcomes.closing'))
  },
}
