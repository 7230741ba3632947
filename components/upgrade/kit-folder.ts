import type { JobSnapshot } from '@/server/contract/job.ts'

/** Where the emergency kit and the dumps of this job are; null before T1, when there is none. */
export function kitFolder({ id, number, plan, times }: Pick<JobSnapshot, 'id' | 'number' | 'plan' | 'times'>): string | null {
  return times.t1 === null ? null : `${plan.backupFolder}/upgrade-${number}-${id}`
}
