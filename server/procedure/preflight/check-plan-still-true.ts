import type { Finding } from '../../contract/finding.ts'
import type { Plan } from '../../contract/plan.ts'
import type { Readers } from '../context.ts'
import { imageDefaults } from '../image-defaults.ts'
import { plannedDiff } from '../planned-diff.ts'
import { finding } from './check.ts'

/** The plan was reviewed as it stands: where the container or the image is no longer what it was, the plan is not true any more. */
export async function checkPlanStillTrue({ world, plan }: { world: Readers; plan: Plan }): Promise<Finding[]> {
  const old = await world.docker.container(plan.node.oldContainer.id)
  if (old === 'missing') return []
  const changed: string[] = []
  if (old.imageId !== plan.node.oldContainer.imageId) changed.push('image')
  const defaults = await imageDefaults(world.docker, old.imageId)
  const rows = (list: Plan['diff']) => JSON.stringify(list.map(({ path, before, after }) => [path, before, after]))
  if (rows(plannedDiff(old, defaults, plan.to.image)) !== rows(plan.diff)) changed.push('settings')
  return changed.length === 0 ? [] : [finding('plan', 'planStale', 'blocking', { params: { name: old.name, what: changed.join(', ') } })]
}
