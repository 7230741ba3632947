import type { Tone } from '@/components/ui/tone.ts'
import type { JobStatus } from '@/server/contract/job.ts'

/** Colour and icon of a job's status; green only for what was proven. */
export function jobStatusTone(status: JobStatus): Tone {
  switch (status) {
    case 'planned':
    case 'withdrawn':
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
    case 'resolved':
      return 'warn'
    default:
      return status satisfies never
  }
}
