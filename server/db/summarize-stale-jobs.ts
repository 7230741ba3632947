import type { Store } from './open-store.ts'
import { summarizeJob } from './summarize-job.ts'
import { transact } from './transact.ts'

const AT_ONCE = 20

/**
 * Summarizes every job whose summary is missing or older than the job: those of a store from before summaries, and those that
 * something else than the panel has changed. Returns how many.
 */
export async function summarizeStaleJobs(store: Store): Promise<number> {
  const stale = await store.$queryRaw<{ id: string }[]>`
    SELECT UpgradeJob.id AS id FROM UpgradeJob LEFT JOIN JobSummary ON JobSummary.jobId = UpgradeJob.id
    WHERE JobSummary.jobId IS NULL OR JobSummary.revision <> UpgradeJob.revision OR JobSummary.status <> UpgradeJob.status`
  for (let done = 0; done < stale.length; done += AT_ONCE) {
    await transact(store, async (tx) => {
      for (const { id } of stale.slice(done, done + AT_ONCE)) await summarizeJob(tx, id)
    })
  }
  return stale.length
}
