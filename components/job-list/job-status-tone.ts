import type { Tone } from '@/components/ui/tone.ts'
import type { JobStatus } from '@/server/contract/job.ts'

export const JOB_STATUSES = [
  'planned',
  'running',
  'needs-decision',
  'succeeded',
  'finalized',
  'rolling-back',
  'rolled-back',
] as const satisfies JobStatus[]

/** Colour and icon of a job's status; green only for what was proven. */
export function jobStatusTone(status: JobStatus): Tone {
  switch (status) {
    case 'planned':
      return 'idle'
    case 'running':
    case 'rolling-back':
      return 'busy'
    case 'needs-decision':
      return 'bad'
    case 'succeeded':
    case 'finalized':
      return 'good'
    case 'rolled-back':
      return 'warn'
    default:
      return status satisfies never
  }
}
