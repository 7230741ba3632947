import type { Plan } from '../contract/plan.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'

// Jobs that never began, or whose plan was taken back, changed nothing.
const NOT_BEGUN = ['planned', 'withdrawn']

/** Number of a job that started from the container that this one made; null where none did. By containers, not by clocks. */
export async function supersededBy(
  store: Store | Transaction,
  { id, installationId }: { id: string; installationId: string },
): Promise<number | null> {
  const fact = await store.fact.findUnique({ where: { jobId_name: { jobId: id, name: 'newContainerId' } } })
  if (fact === null) return null
  const made = fromJson<string>(fact.valueJson)
  const others = await store.upgradeJob.findMany({
    where: { installationId, id: { not: id }, status: { notIn: NOT_BEGUN } },
    select: { number: true, planJson: true },
    orderBy: { number: 'asc' },
  })
  return others.find(({ planJson }) => fromJson<Plan>(planJson).node.oldContainer.id === made)?.number ?? null
}
