import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { UpgradeContext } from '../context.ts'
import type { Facts } from '../facts.ts'

type Looking = Pick<UpgradeContext, 'installation' | 'plan'> & { facts: Pick<Facts, 'get'> }

/** A job may change its installation only while that runs one of the job's own containers: a later upgrade made others of it. */
export async function isCurrentJob({ installation, plan, facts }: Looking): Promise<boolean> {
  const own = [plan.node.oldContainer.id, await facts.get('newContainerId')]
  return own.includes(installation.node.containerId)
}

export async function requireCurrentJob(context: Looking): Promise<void> {
  if (!(await isCurrentJob(context)))
    throw new OperatorError('conflict', say('errors.jobNotCurrent', { name: context.installation.node.containerName }))
}
