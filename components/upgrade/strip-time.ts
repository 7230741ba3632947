import type { JobSnapshot } from '@/server/contract/job.ts'

/** From the first start to the end of the newest run, or to now as long as the job is under way. Milliseconds of the panel's clock. */
export function stripTime(
  { status, run, earlierRuns }: Pick<JobSnapshot, 'status' | 'run' | 'earlierRuns'>,
  now: number,
): { from: number; to: number } {
  const first = earlierRuns[0]?.startedAt ?? run?.startedAt
  const isUnderWay = status === 'running' || status === 'rolling-back' || status === 'needs-decision'
  const to = isUnderWay || run === null || run.endedAt === null ? now : Date.parse(run.endedAt)
  return { from: first === undefined ? to : Date.parse(first), to }
}
