import { say } from '../../contract/said.ts'
import { fails, failsForGood, holds } from '../../engine/step.ts'
import { OperatorError } from '../../errors.ts'
import type { RollbackStep } from '../context.ts'
import { ownContainer } from '../own-container.ts'

/** Step 9.5 of the document; the restart policy comes back too. */
export const restartOldContainer: RollbackStep = {
  id: 'restart-old-container',
  source: '3.4.0 single-node, step 9.5',
  phase: 'window',
  changes: 'container',
  undoneBy: say('steps.undo.stopOldContainer'),
  repeatable: true,
  timeoutSeconds: () => 180,
  settleSeconds: 15,
  async run(context) {
    const { world, plan, facts } = context
    const next = await ownContainer(context)
    if (next?.state === 'running')
      throw new OperatorError('refused', say('outcomes.containerNotStopped', { name: next.name, state: next.state }))
    const { id, name } = plan.node.oldContainer
    const old = await world.docker.container(id)
    if (old === 'missing') throw new OperatorError('not-found', say('errors.containerGone', { name }))
    const policy = await facts.get('restartPolicyBefore')
    if (policy !== undefined) await world.docker.setRestartPolicy(id, policy)
    if (old.state !== 'running') await world.docker.start(id)
  },
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
