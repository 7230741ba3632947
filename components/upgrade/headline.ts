import type { Tone } from '@/components/ui/tone.ts'
import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import { UPGRADE_STEP_IDS } from '@/server/contract/steps.ts'
import { waitsForPerson } from './waits-for-person.ts'

export type HeadlineKey =
  | 'planned'
  | 'starting'
  | 'before'
  | 'window'
  | 'after'
  | 'yourTurn'
  | 'stopped'
  | 'stoppedInWindow'
  | 'succeeded'
  | 'finalized'
  | 'rollingBack'
  | 'rolledBack'

export interface Headline {
  /** Key below `run.headline`: `title` says what is going on, `do` what the reader has to do. */
  key: HeadlineKey
  tone: Tone
  /** The step that runs, waits or failed. */
  step: StepState | null
  /** Its place in the list, from 1; 0 without a step. */
  position: number
}

/** The one sentence that has to be understood from two metres away. */
export function headline(snapshot: JobSnapshot): Headline {
  const step = currentStep(snapshot.steps)
  const position = step === null ? 0 : UPGRADE_STEP_IDS.indexOf(step.id) + 1
  return { ...sayingOf(snapshot, step), step, position }
}

/** The step that moves, else the one that stopped the run. */
export function currentStep(steps: readonly StepState[]): StepState | null {
  const moving = steps.find((step) => step.status === 'running' || step.status === 'verifying')
  return moving ?? steps.find((step) => step.status === 'failed' || step.status === 'interrupted') ?? null
}

/** True from T1 to T2: OMS does not run. */
export function isInWindow({ times }: JobSnapshot): boolean {
  return times.t1 !== null && times.t2 === null
}

function sayingOf(snapshot: JobSnapshot, step: StepState | null): Pick<Headline, 'key' | 'tone'> {
  switch (snapshot.status) {
    case 'planned':
      return { key: 'planned', tone: 'idle' }
    case 'running':
      if (step === null) return { key: 'starting', tone: 'busy' }
      if (waitsForPerson(step)) return { key: 'yourTurn', tone: 'warn' }
      return { key: snapshot.times.t1 === null ? 'before' : isInWindow(snapshot) ? 'window' : 'after', tone: 'busy' }
    case 'needs-decision':
      return { key: isInWindow(snapshot) ? 'stoppedInWindow' : 'stopped', tone: 'bad' }
    case 'succeeded':
      return { key: 'succeeded', tone: 'good' }
    case 'finalized':
      return { key: 'finalized', tone: 'good' }
    case 'rolling-back':
      return { key: 'rollingBack', tone: 'busy' }
    case 'rolled-back':
      return { key: 'rolledBack', tone: 'idle' }
    default:
      return snapshot.status satisfies never
  }
}
