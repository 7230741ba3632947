import type { Hold } from '../engine/journal.ts'
import { fenced } from './fenced.ts'
import { fromJson } from './json.ts'
import type { Store } from './open-store.ts'
import { summarizeJob } from './summarize-job.ts'

/** The facts of one job as JSON values; who uses them names the shapes (procedure/facts.ts). */
export function createFacts(store: Store, hold: Hold, now: () => Date) {
  return {
    async get(name: string): Promise<unknown> {
      const row = await store.fact.findUnique({ where: { jobId_name: { jobId: hold.jobId, name } } })
      return row === null ? undefined : fromJson<unknown>(row.valueJson)
    },
    async recordOnce(name: string, value: unknown): Promise<unknown> {
      return await fenced(store, hold, async (tx) => {
        const key = { jobId: hold.jobId, name }
        const before = await tx.fact.findUnique({ where: { jobId_name: key } })
        if (before !== null) return fromJson<unknown>(before.valueJson)
        await tx.fact.create({ data: { ...key, valueJson: JSON.stringify(value), at: now() } })
        await tx.upgradeJob.update({ where: { id: hold.jobId }, data: { revision: { increment: 1 } } })
        await summarizeJob(tx, hold.jobId)
        return value
      })
    },
    async replace(name: string, value: unknown): Promise<void> {
      await fenced(store, hold, async (tx) => {
        const data = { valueJson: JSON.stringify(value), at: now() }
        await tx.fact.upsert({
          where: { jobId_name: { jobId: hold.jobId, name } },
          create: { jobId: hold.jobId, name, ...data },
          update: data,
        })
        await tx.upgradeJob.update({ where: { id: hold.jobId }, data: { revision: { increment: 1 } } })
      })
    },
  }
}
