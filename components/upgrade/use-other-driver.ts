'use client'

import { usePerson } from '@/components/layout/person-context.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'

/** The name of somebody else who drives this job, in whose place the reader would decide; null where the reader drives, or nobody does. */
export function useOtherDriver({ driver }: Pick<JobSnapshot, 'driver'>): string | null {
  const { id } = usePerson()
  return driver === null || driver.id === id ? null : driver.name
}
