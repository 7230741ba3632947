import type { Tone } from '@/components/ui/tone.ts'
import type { StepLabel } from '@/components/upgrade/step-view.ts'
import type { StepStatus } from '@/server/contract/job.ts'

/** Tone and key below `run.state` of a step or of one attempt at it. */
export function statusLook(status: StepStatus): { tone: Tone; label: StepLabel } {
  switch (status) {
    case 'waiting':
      return { tone: 'idle', label: 'waiting' }
    case 'running':
      return { tone: 'busy', label: 'running' }
    case 'verifying':
      return { tone: 'busy', label: 'checking' }
    case 'succeeded':
      return { tone: 'good', label: 'proven' }
    case 'failed':
      return { tone: 'bad', label: 'failed' }
    case 'interrupted':
      return { tone: 'bad', label: 'cutOff' }
    case 'skipped':
      return { tone: 'idle', label: 'skipped' }
    default:
      return status satisfies never
  }
}
