import type { JobRow } from '@/server/contract/job.ts'
import { isMoving } from './is-moving.ts'

export interface JobGroups {
  attention: JobRow[]
  moving: JobRow[]
  planned: JobRow[]
  ended: JobRow[]
}

/** All jobs in one list: those that wait for a person first, then what moves, is planned, and has ended. */
export function jobsInOrder(jobs: JobRow[]): JobRow[] {
  const { attention, moving, planned, ended } = jobGroups(jobs)
  return [...attention, ...moving, ...planned, ...ended]
}

/** Jobs by what they ask of a person; newest first in each group. */
export function jobGroups(jobs: JobRow[]): JobGroups {
  const newestFirst = [...jobs].sort((a, b) => b.number - a.number)
  return {
    attention: newestFirst.filter((job) => job.status === 'needs-decision'),
    moving: newestFirst.filter((job) => isMoving(job.status)),
    planned: newestFirst.filter((job) => job.status === 'planned'),
    ended: newestFirst.filter((job) => ['succeeded', 'finalized', 'rolled-back', 'resolved', 'withdrawn'].includes(job.status)),
  }
}
