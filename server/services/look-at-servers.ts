import type { ServersReading, ServersSpan } from '../contract/job.ts'
import { isSignInRefused } from '../contract/sign-in-refused.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { transact } from '../db/transact.ts'
import { withReading } from '../domain/server-history.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'
import { OCCUPYING } from '../queries/gate-facts.ts'
import { readServers } from './read-servers.ts'
import type { ServiceContext } from './service-context.ts'

/** A run that waits for somebody can wait for days. */
const IDLE_MS = 30_000
/** An account that is refused again and again may be locked by the console. */
const REFUSED_MS = 600_000
/** While nothing changes the store hears of it this often; the span's end is at most so much older than the truth. */
const KEEP_MS = 15_000

const NAME = 'serversHistory'

/** Not fenced and without a new revision: what is seen here is beside the run, and nobody decides by it. */
async function keepFact<Name extends FactName>(
  store: Store,
  jobId: string,
  name: Name,
  value: FactValues[Name],
  at: number,
): Promise<void> {
  const data = { valueJson: JSON.stringify(value), at: new Date(at) }
  const where = { jobId_name: { jobId, name } }
  await transact(store, (tx) => tx.fact.upsert({ where, create: { jobId, name, ...data }, update: data }))
}

/** Keeps one reading with the job. */
async function keepReading(store: Store, jobId: string, reading: ServersReading): Promise<void> {
  const where = { jobId_name: { jobId, name: NAME } }
  const row = await store.fact.findUnique({ where })
  const spans = row === null ? [] : fromJson<ServersSpan[]>(row.valueJson)
  const after = withReading(spans, reading)
  const last = spans.at(-1)
  const isSame = after.length === spans.length && after.at(-1)?.from === last?.from
  if (isSame && last !== undefined && Date.parse(reading.at) - Date.parse(last.to) < KEEP_MS) return
  await keepFact(store, jobId, NAME, after, Date.parse(reading.at))
}

/**
 * Gives the function that looks once at the servers of every job that is under way, those that are not due excepted. Whatever goes
 * wrong in it is no matter of the run.
 */
export function lookAtServers(context: ServiceContext, onIncident: (cause: unknown) => void): () => Promise<void> {
  const { store, world } = context
  const nextAt = new Map<string, number>()
  const spoken = new Set<string>()

  async function lookAt(jobId: string, isMoving: boolean): Promise<void> {
    const now = world.clock.now().getTime()
    if (now < (nextAt.get(jobId) ?? 0)) return
    nextAt.set(jobId, now + (isMoving ? 0 : IDLE_MS))
    try {
      const reading = await readServers(context, jobId, { keepSince: (since) => keepFact(store, jobId, 'serversSince', since, now) })
      if (isSignInRefused(reading)) nextAt.set(jobId, now + REFUSED_MS)
      await keepReading(store, jobId, reading)
      spoken.delete(jobId)
    } catch (cause) {
      // An installation that cannot be opened stops its run too, which says so; once is enough in the log.
      if (!spoken.has(jobId)) onIncident(cause)
      spoken.add(jobId)
    }
  }

  return async () => {
    const jobs = await store.upgradeJob.findMany({ where: { status: { in: OCCUPYING } }, select: { id: true, status: true } })
    for (const id of nextAt.keys()) if (!jobs.some((job) => job.id === id)) nextAt.delete(id)
    await Promise.all(jobs.map(({ id, status }) => lookAt(id, status !== 'needs-decision')))
  }
}
