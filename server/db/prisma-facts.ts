import type { Lease } from '../engine/journal.ts'
import { fenced } from './fenced.ts'
import { fromJson } from './json.ts'
import type { Store } from './open-store.ts'
import { summarizeJob } from './summarize-job.ts'

/** The facts of one job as JSON values; who uses them names the shapes (procedure/facts.ts). What is written carries the attempt. */
export function createFacts(store: Store, lease: Lease, now: () => Date, attemptId: string | null = null) {
  return {
    async get(name: string): Promise<unknown> {
      const row = await store.fact.findUnique({ where: { jobId_name: { jobId: lease.jobId, name } } })
      return row === null ? undefined : fromJson<unknown>(row.valueJson)
    },
    async recordOnce(name: string, value: unknown): Promise<unknown> {
      return await fenced(store, lease, async (tx) => {
        const key = { jobId: lease.jobId, name }
        const before = await tx.fact.findUnique({ where: { jobId_name: key } })
        if (before !== null) return fromJson<unknown>(before.valueJson)
        await tx.fact.create({ data: { ...key, valueJson: JSON.stringify(value), at: now(), attemptId } })
        await tx.upgradeJob.update({ where: { id: lease.jobId }, data: { revision: { increment: 1 } } })
        await summarizeJob(tx, lease.jobId)
        return value
      })
    },
    async replace(name: string, value: unknown): Promise<void> {
      await fenced(store, lease, async (tx) => {
        const data = { valueJson: JSON.stringify(value), at: now(), attemptId }
        await tx.fact.upsert({
          where: { jobId_name: { jobId: lease.jobId, name } },
          create: { jobId: lease.jobId, name, ...data },
          update: data,
        })
        await tx.upgradeJob.update({ where: { id: lease.jobId }, data: { revision: { increment: 1 } } })
      })
    },
  }
}
