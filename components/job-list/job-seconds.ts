import type { JobRow } from '@/server/contract/job.ts'

/** Whole duration of an ended job; null before its end, because a list does not count along. */
export function jobSeconds(job: Pick<JobRow, 'startedAt' | 'endedAt'>): number | null {
  if (job.startedAt === null || job.endedAt === null) return null
  return Math.max(0, (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000)
}
