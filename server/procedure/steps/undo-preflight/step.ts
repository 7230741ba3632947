import { say } from '../../../contract/said.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { RollbackStep } from '../../context.ts'
import { ownContainer } from '../../own-container.ts'
import { stateOfSwap } from '../../swap.ts'
import { withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** Undoing is possible until the old OMS has been started on its databases: from then on it writes there. */
export const undoPreflight: RollbackStep = {
  id: 'undo-preflight',
  source: 'panel',
  phase: 'before',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 120,
  settleSeconds: 0,
  async run() {},
  async verify(context) {
    const { world, plan, facts } = context
    const old = await world.docker.container(plan.node.oldContainer.id)
    const t1 = await facts.get('t1')
    const hasStarted =
      old !== 'missing' && (old.state === 'running' || (old.startedAt !== null && t1 !== undefined && old.startedAt > new Date(t1)))
    if (hasStarted) return failsForGood(say('outcomes.oldHasStarted', { name: plan.node.oldContainer.name }))
    const before = await facts.get('newContainerBefore')
    if (before?.isRunning === true && (await ownContainer(context)) === undefined)
      return failsForGood(say('errors.containerGone', { name: plan.node.newContainerName }))
    const state = await withMetaDb(context, async (metaDb) => stateOfSwap(metaDb, await facts.get('swap')))
    return state === 'mixed' ? failsForGood(say('outcomes.swapMixed')) : holds(say('outcomes.undoPossible'))
  },
}
