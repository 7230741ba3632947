import { say } from '../../../contract/said.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import type { RollbackStep } from '../../context.ts'
import { startOldContainer } from '../../start-old-container.ts'
import { plan } from './plan.ts'

/** Step 9.5 of the document; the restart policy comes back too. */
export const restartOldContainer: RollbackStep = {
  id: 'restart-old-container',
  source: '3.4.0 single-node, step 9.5',
  phase: 'window',
  changes: 'container',
  undoneBy: say('steps.undo.stopOldContainer'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 180,
  settleSeconds: 15,
  run: startOldContainer,
  async verify({ world, plan }) {
    const { id, name } = plan.node.oldContainer
    const old = await world.docker.container(id)
    if (old === 'missing') return failsForGood(say('errors.containerGone', { name }))
    if (old.state === 'exited' || old.state === 'dead') {
      return failsForGood(say('outcomes.containerDied', { name, exitCode: old.exitCode }), (await world.docker.tailLogs(id, 20)).join('\n'))
    }
    return old.state === 'running'
      ? holds(say('outcomes.oldContainerRunning', { name }))
      : fails(say('outcomes.containerNotRunning', { name, state: old.state }))
  },
}
