import type { PanelNews } from './panel-settings.ts'
import type { Scene } from './scene.ts'
import { beginRollback, startedJob, stopped } from './upgrade-job.ts'

const LONGEST_SECONDS = 120

/** What an undisturbed upgrade and rollback call, step by step: the table of kills is made from it. */
export async function traceOf({ panel }: Scene): Promise<PanelNews[]> {
  const jobId = await startedJob(panel)
  const one = panel.start()
  const upgraded = await stopped(panel, jobId, LONGEST_SECONDS)
  if (upgraded.status !== 'succeeded') throw new Error(`the undisturbed upgrade is ${upgraded.status}`)
  await beginRollback(panel, jobId)
  const back = await stopped(panel, jobId, LONGEST_SECONDS)
  if (back.status !== 'rolled-back') throw new Error(`the undisturbed rollback is ${back.status}`)
  await one.stop()
  return one.news
}
