import type { HistoryChoices } from '../contract/history.ts'
import type { Store } from '../db/open-store.ts'

const MOST = 500

/** Jumps from one value to the next in the index instead of reading every job. */
async function valuesOf(store: Store, kind: string): Promise<string[]> {
  const found = await store.$queryRaw<{ value: string }[]>`
    WITH RECURSIVE one(value) AS (
      SELECT MIN(value) FROM JobTerm WHERE kind = ${kind}
      UNION ALL
      SELECT (SELECT MIN(t.value) FROM JobTerm t WHERE t.kind = ${kind} AND t.value > one.value) FROM one WHERE one.value IS NOT NULL
    )
    SELECT value FROM one WHERE value IS NOT NULL LIMIT ${MOST}`
  return found.map(({ value }) => value)
}

/** Everybody and every version that a job is found by. */
export async function readHistoryChoices(store: Store): Promise<HistoryChoices> {
  const [installations, people, versions] = await Promise.all([
    store.installation.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    valuesOf(store, 'person'),
    valuesOf(store, 'version'),
  ])
  return { installations, people, versions: versions.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })) }
}
