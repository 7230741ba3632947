'use client'

import { usePerson } from '@/components/layout/person-context.tsx'
import type { Driver, JobSnapshot } from '@/server/contract/job.ts'

/** Somebody else who drives this job, in whose place the reader would decide; null where the reader drives, or nobody does. */
export function useOtherDriver({ driver }: Pick<JobSnapshot, 'driver'>): Driver | null {
  const { id } = usePerson()
  return driver === null || driver.id === id ? null : driver
}
