import { say } from '../contract/said.ts'
import { isStopped } from '../domain/is-stopped.ts'
import { OperatorError } from '../errors.ts'
import type { Acting, RollbackContext } from './context.ts'
import { ownContainer } from './own-container.ts'

/** Starts the old OMS with its own restart policy where it does not run; refuses while the new one runs on the same databases. */
export async function startOldContainer(context: Acting<RollbackContext>): Promise<void> {
  const { world, writers, plan, facts } = context
  const next = await ownContainer(context)
  if (next !== undefined && !isStopped(next.state))
    throw new OperatorError('refused', say('outcomes.containerNotStopped', { name: next.name, state: next.state }))
  const { id, name } = plan.node.oldContainer
  const old = await world.docker.container(id)
  if (old === 'missing') throw new OperatorError('not-found', say('errors.containerGone', { name }))
  const policy = await facts.get('restartPolicyBefore')
  if (policy !== undefined) await writers.docker.setRestartPolicy(id, policy)
  if (old.state !== 'running') await writers.docker.start(id)
}
