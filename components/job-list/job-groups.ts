import type { JobRow } from '@/server/contract/job.ts'
import { isMoving } from './is-moving.ts'

export interface JobGroups {
  attention: JobRow[]
  moving: JobRow[]
  planned: JobRow[]
  ended: JobRow[]
}

/** Jobs by what they ask of a person; newest first in each group. */
export function jobGroups(jobs: JobRow[]): JobGroups {
  const newestFirst = [...jobs].sort((a, b) => b.number - a.number)
  return {
    attention: newestFirst.filter((job) => job.status === 'needs-decision'),
    moving: newestFirst.filter((job) => isMoving(job.status)),
    planned: newestFirst.filter((job) => job.status === 'planned'),
    ended: newestFirst.filter((job) => ['succeeded', 'finalized', 'rolled-back'].includes(job.status)),
  }
}
