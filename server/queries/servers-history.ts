import type { ServersSpan } from '../contract/job.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import type { FactName } from '../procedure/facts.ts'

const NAME: FactName = 'serversHistory'

/** What was seen of the servers while a job was under way, oldest first. */
export async function serversHistory(store: Store, jobId: string): Promise<ServersSpan[]> {
  const row = await store.fact.findUnique({ where: { jobId_name: { jobId, name: NAME } } })
  return row === null ? [] : fromJson<ServersSpan[]>(row.valueJson)
}
