import type { Actor, Role } from '../../contract/access.ts'
import type { Store } from '../open-store.ts'
import { somebody } from './somebody.ts'
import { startedJob } from './started-job.ts'

export const PLAN_HASH = '0'.repeat(64)

/** Makes people with accounts, so that approvals can be demanded of them. */
export async function withAccounts(store: Store, people: Record<string, Role>): Promise<Actor[]> {
  const actors = Object.entries(people).map(([name, role]) => somebody(name, role))
  for (const { userId, name, role } of actors)
    await store.user.create({ data: { id: userId ?? '', name, email: `${name.toLowerCase()}@example.org`, role: role ?? 'viewer' } })
  return actors
}

/** An installation with one job that waits for its start, planned by `planner`. */
export async function plannedJob(store: Store, planner: Actor): Promise<{ installationId: string; jobId: string }> {
  const { installationId, jobId } = await startedJob(store)
  await store.run.deleteMany()
  const oldContainer = { id: 'a'.repeat(64), name: 'oms_331', imageId: 'sha256:old' }
  const plan = { node: { oldContainer, newContainerName: 'oms_340' }, to: {}, confirmed: [], steps: [], downtimeSeconds: 600 }
  const data = {
    status: 'planned',
    createdBy: planner.name,
    createdById: planner.userId,
    planHash: PLAN_HASH,
    planJson: JSON.stringify(plan),
  }
  await store.upgradeJob.update({ where: { id: jobId }, data })
  return { installationId, jobId }
}
