import type { Tone } from '@/components/ui/tone.ts'
import type { StepState } from '@/server/contract/job.ts'
import type { PlannedStep } from '@/server/contract/plan.ts'
import { waitsForPerson } from './waits-for-person.ts'

export type StepIcon = 'circle' | 'spinner' | 'eye' | 'check' | 'hand' | 'cross' | 'broken' | 'skip'
export type StepLabel = 'waiting' | 'running' | 'checking' | 'yourTurn' | 'proven' | 'failed' | 'cutOff' | 'skipped'

export interface StepView {
  tone: Tone
  icon: StepIcon
  /** Key below `run.state`. */
  label: StepLabel
  /** Whole seconds since the start, up to the end or to now; null before the start. */
  seconds: number | null
  estimateSeconds: number
  /** It runs for longer than half again the estimate, and by ten seconds at least. */
  isSlow: boolean
  /** It took that long and is over. */
  wasSlow: boolean
  isMoving: boolean
}

/** What the screen says of one step. `now` is the panel's clock in milliseconds. */
export function stepView(state: StepState, planned: PlannedStep, now: number): StepView {
  const look = lookOf(state)
  const isMoving = state.status === 'running' || state.status === 'verifying'
  const seconds = secondsOf(state, now)
  const limit = Math.max(planned.estimateSeconds * 1.5, planned.estimateSeconds + 10)
  const isOver = look.tone !== 'warn' && seconds !== null && seconds > limit
  return { ...look, seconds, estimateSeconds: planned.estimateSeconds, isSlow: isMoving && isOver, wasSlow: !isMoving && isOver, isMoving }
}

/** Key below `run.state`. */
export function stepStateLabel(state: StepState): StepLabel {
  return lookOf(state).label
}

function lookOf(state: StepState): Pick<StepView, 'tone' | 'icon' | 'label'> {
  switch (state.status) {
    case 'waiting':
      return { tone: 'idle', icon: 'circle', label: 'waiting' }
    case 'running':
    case 'verifying':
      if (waitsForPerson(state)) return { tone: 'warn', icon: 'hand', label: 'yourTurn' }
      return state.status === 'running'
        ? { tone: 'busy', icon: 'spinner', label: 'running' }
        : { tone: 'busy', icon: 'eye', label: 'checking' }
    case 'succeeded':
      return { tone: 'good', icon: 'check', label: 'proven' }
    case 'failed':
      return { tone: 'bad', icon: 'cross', label: 'failed' }
    case 'interrupted':
      return { tone: 'bad', icon: 'broken', label: 'cutOff' }
    case 'skipped':
      return { tone: 'idle', icon: 'skip', label: 'skipped' }
    default:
      return state.status satisfies never
  }
}

function secondsOf(state: StepState, now: number): number | null {
  if (state.startedAt === null) return null
  const end = state.endedAt === null ? now : Date.parse(state.endedAt)
  return Math.max(0, Math.floor((end - Date.parse(state.startedAt)) / 1000))
}
