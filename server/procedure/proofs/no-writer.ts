import { say } from '../../contract/said.ts'
import { isStopped } from '../../domain/is-stopped.ts'
import { OperatorError } from '../../errors.ts'
import type { UpgradeContext } from '../context.ts'
import { ownContainer } from '../own-container.ts'

/** Neither OMS may run, and neither may come back to life: `restarting` and `paused` are not stopped. */
export async function requireNoWriter(context: Pick<UpgradeContext, 'world' | 'plan' | 'job'>): Promise<void> {
  const old = await context.world.docker.container(context.plan.node.oldContainer.id)
  for (const container of [await ownContainer(context), old]) {
    if (container !== undefined && container !== 'missing' && !isStopped(container.state)) {
      throw new OperatorError('refused', say('outcomes.containerNotStopped', { name: container.name, state: container.state }))
    }
  }
}
