import { type Said, say } from '../../contract/said.ts'
import type { UpgradeContext } from '../context.ts'
import type { Facts } from '../facts.ts'
import { ownContainer } from '../own-container.ts'
import { lostOfSwap, stateOfSwap } from '../swap.ts'
import { withMetaDb } from '../with-connection.ts'

type Looking = Pick<UpgradeContext, 'world' | 'installation' | 'plan' | 'job'> & { facts: Pick<Facts, 'get'> }

/**
 * Why a rollback cannot be undone; null where it can. Possible until the old OMS has been started on its databases, because from then on
 * it writes there, and as long as what was replaced is still kept.
 */
export async function whyNotUndone(context: Looking): Promise<Said | null> {
  const { world, plan, facts } = context
  const old = await world.docker.container(plan.node.oldContainer.id)
  const t1 = await facts.get('t1')
  const hasStarted =
    old !== 'missing' && (old.state === 'running' || (old.startedAt !== null && t1 !== undefined && old.startedAt > new Date(t1)))
  if (hasStarted) return say('outcomes.oldHasStarted', { name: plan.node.oldContainer.name })
  const before = await facts.get('newContainerBefore')
  if (before?.isRunning === true && (await ownContainer(context)) === undefined)
    return say('errors.containerGone', { name: plan.node.newContainerName })
  const swap = await facts.get('swap')
  return await withMetaDb(context, async (metaDb) => {
    const lost = await lostOfSwap(metaDb, swap)
    if (lost.length > 0) return say('outcomes.keptGone', { databases: lost.join(', '), count: lost.length })
    return (await stateOfSwap(metaDb, swap)) === 'mixed' ? say('outcomes.swapMixed') : null
  })
}
