import type { JobStatus } from '@/server/contract/job.ts'

export function isMoving(status: JobStatus): boolean {
  return status === 'running' || status === 'rolling-back'
}
