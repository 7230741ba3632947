import type { Tone } from '@/components/ui/tone.ts'
import type { ApprovalState, JobApproval } from '@/server/contract/approval.ts'
import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import { isDown } from './downtime.ts'
import { waitsForPerson } from './waits-for-person.ts'

export type HeadlineKey =
  | 'planned'
  | 'awaitingApproval'
  | 'refused'
  | 'scheduled'
  | 'starting'
  | 'before'
  | 'window'
  | 'after'
  | 'yourTurn'
  | 'held'
  | 'heldInWindow'
  | 'stopped'
  | 'stoppedInWindow'
  | 'stoppedAfter'
  | 'succeeded'
  | 'finalized'
  | 'rollbackStarting'
  | 'rollingBack'
  | 'rollbackHeld'
  | 'rollbackStopped'
  | 'rollbackStoppedDown'
  | 'undoing'
  | 'undoHeld'
  | 'undoHeldDown'
  | 'undoStopped'
  | 'undoStoppedDown'
  | 'rolledBack'
  | 'withdrawn'
  | 'resolved'

export interface Headline {
  /** Key below `run.headline`: `title` says what is going on, `do` what the reader has to do. */
  key: HeadlineKey
  tone: Tone
  /** The step that runs, waits, failed, or comes next after a hold. */
  step: StepState | null
  /** Its place in the list, from 1; 0 without a step. */
  position: number
}

type Saying = Pick<Headline, 'key' | 'tone'>

/** The one sentence that has to be understood from two metres away. */
export function headline(snapshot: JobSnapshot): Headline {
  const { steps, run } = snapshot
  const step = currentStep(steps) ?? (run?.status === 'held' ? (steps.find(({ status }) => status === 'waiting') ?? null) : null)
  const position = step === null ? 0 : steps.indexOf(step) + 1
  return { ...sayingOf(snapshot, step), step, position }
}

/** What OMS runs once the job is closed: a rollback, or a person outside the panel, may have brought it to another version. */
export function versionAtEnd({ run, resolution, fromVersion, toVersion }: JobSnapshot): string {
  return resolution?.version ?? (run?.kind === 'rollback' ? fromVersion : toVersion)
}

/** The step that moves, else the one that stopped the run. */
export function currentStep(steps: readonly StepState[]): StepState | null {
  const moving = steps.find((step) => step.status === 'running' || step.status === 'verifying')
  return moving ?? steps.find((step) => step.status === 'failed' || step.status === 'interrupted') ?? null
}

function sayingOf(snapshot: JobSnapshot, step: StepState | null): Saying {
  switch (snapshot.status) {
    case 'planned':
      return plannedOf(snapshot.approval)
    case 'running':
      if (step === null) return { key: 'starting', tone: 'busy' }
      if (waitsForPerson(step)) return { key: 'yourTurn', tone: 'warn' }
      return { key: snapshot.times.t1 === null ? 'before' : isDown(snapshot) ? 'window' : 'after', tone: 'busy' }
    case 'needs-decision':
      return decisionOf(snapshot)
    case 'succeeded':
      return { key: 'succeeded', tone: 'good' }
    case 'finalized':
      return { key: 'finalized', tone: 'good' }
    case 'rolling-back':
      if (step === null) return { key: snapshot.run?.kind === 'undo' ? 'starting' : 'rollbackStarting', tone: 'busy' }
      if (waitsForPerson(step)) return { key: 'yourTurn', tone: 'warn' }
      return { key: snapshot.run?.kind === 'undo' ? 'undoing' : 'rollingBack', tone: 'busy' }
    case 'withdrawn':
      return { key: 'withdrawn', tone: 'idle' }
    case 'resolved':
      return { key: 'resolved', tone: 'warn' }
    case 'rolled-back':
      return { key: 'rolledBack', tone: 'idle' }
    default:
      return snapshot.status satisfies never
  }
}

const UNAPPROVED = new Set<ApprovalState>(['needed', 'expired', 'void'])

function plannedOf({ state, schedule }: JobApproval): Saying {
  if (state === 'refused') return { key: 'refused', tone: 'bad' }
  if (UNAPPROVED.has(state)) return { key: 'awaitingApproval', tone: 'warn' }
  return schedule?.status === 'set' ? { key: 'scheduled', tone: 'idle' } : { key: 'planned', tone: 'idle' }
}

function decisionOf(snapshot: JobSnapshot): Saying {
  const isHeld = snapshot.run?.status === 'held'
  if (snapshot.run?.kind === 'rollback') {
    if (isHeld) return { key: 'rollbackHeld', tone: 'warn' }
    return { key: isDown(snapshot) ? 'rollbackStoppedDown' : 'rollbackStopped', tone: 'bad' }
  }
  if (snapshot.run?.kind === 'undo') {
    if (isHeld) return { key: isDown(snapshot) ? 'undoHeldDown' : 'undoHeld', tone: 'warn' }
    return { key: isDown(snapshot) ? 'undoStoppedDown' : 'undoStopped', tone: 'bad' }
  }
  if (isHeld) return { key: isDown(snapshot) ? 'heldInWindow' : 'held', tone: 'warn' }
  if (isDown(snapshot)) return { key: 'stoppedInWindow', tone: 'bad' }
  return { key: snapshot.times.t2 === null ? 'stopped' : 'stoppedAfter', tone: 'bad' }
}
