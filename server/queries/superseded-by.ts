import type { Plan } from '../contract/plan.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'

// Jobs that never began, or whose plan was taken back, changed nothing.
const NOT_BEGUN = ['planned', 'withdrawn']

/**
 * Number of a job that started from the container that this one made; null where none did. By containers, not by clocks, and whatever
 * installation it belongs to: the same OMS may have been adopted again.
 */
export async function supersededBy(store: Store | Transaction, id: string): Promise<number | null> {
  const fact = await store.fact.findUnique({ where: { jobId_name: { jobId: id, name: 'newContainerId' } } })
  if (fact === null) return null
  const made = fromJson<string>(fact.valueJson)
  const others = await store.upgradeJob.findMany({
    where: { id: { not: id }, status: { notIn: NOT_BEGUN }, planJson: { contains: made } },
    select: { number: true, planJson: true },
    orderBy: { number: 'asc' },
  })
  return others.find(({ planJson }) => fromJson<Plan>(planJson).node.oldContainer.id === made)?.number ?? null
}
