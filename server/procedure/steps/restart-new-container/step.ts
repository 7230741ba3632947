import { say } from '../../../contract/said.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { RollbackStep } from '../../context.ts'
import { ownContainer } from '../../own-container.ts'
import { plan } from './plan.ts'

/** The new container gets its restart policy back and runs again, where it ran before the rollback. */
export const restartNewContainer: RollbackStep = {
  id: 'restart-new-container',
  source: 'panel',
  phase: 'window',
  changes: 'container',
  undoneBy: say('steps.undo.rollBackAgain'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 180,
  settleSeconds: 15,
  async run(context) {
    const { world, writers, plan, facts } = context
    const { id, name } = plan.node.oldContainer
    const old = await world.docker.container(id)
    if (old !== 'missing' && old.state === 'running') throw new OperatorError('refused', say('outcomes.oldHasStarted', { name }))
    const before = await facts.get('newContainerBefore')
    const container = await ownContainer(context)
    if (before == null || container === undefined) return
    await writers.docker.setRestartPolicy(container.id, before.restartPolicy)
    if (before.isRunning && container.state !== 'running') await writers.docker.start(container.id)
  },
  async verify(context) {
    const { facts, world, plan } = context
    const before = await facts.get('newContainerBefore')
    const container = await ownContainer(context)
    const { newContainerName: name } = plan.node
    if (before?.isRunning === true) {
      if (container === undefined) return failsForGood(say('errors.containerGone', { name }))
      if (container.state === 'exited' || container.state === 'dead') {
        const last = await world.docker.tailLogs(container.id, 20)
        return failsForGood(say('outcomes.containerDied', { name, exitCode: container.exitCode }), last.join('\n'))
      }
      if (container.state !== 'running') return fails(say('outcomes.containerNotRunning', { name, state: container.state }))
    }
    if (before != null && container !== undefined && (container.restartPolicy.Name || 'no') !== (before.restartPolicy.Name || 'no'))
      return fails(say('outcomes.restartPolicyDiffers', { name, policy: before.restartPolicy.Name || 'no' }))
    // From here on nothing of this rollback is to be undone; the next one begins with copies of its own.
    const swap = await facts.get('swap')
    if (swap !== undefined) {
      const { grants: _, ...rest } = swap
      await facts.replace('swap', { ...rest, tables: null, replaced: null, provenAt: null, expected: null })
    }
    await facts.replace('newContainerBefore', null)
    return container?.state === 'running'
      ? holds(say('outcomes.newContainerRunsAgain', { name }))
      : holds(say('outcomes.newContainerLeftStopped', { name }))
  },
}
