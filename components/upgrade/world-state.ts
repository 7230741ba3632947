import type { Tone } from '@/components/ui/tone.ts'
import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'

export type WorldKey =
  | 'oldRunning'
  | 'oldUnknown'
  | 'oldStopped'
  | 'newNone'
  | 'newUnknown'
  | 'newRunning'
  | 'metaUntouched'
  | 'metaTrimUnknown'
  | 'metaTrimmed'
  | 'metaUnknown'
  | 'metaUpgraded'
  | 'haUntouched'
  | 'haUnknown'
  | 'haOff'
  | 'haOn'
  | 'dumpsNone'
  | 'dumpsUnproven'
  | 'dumpsProven'

export interface WorldFact {
  /** Key below `run.world`. */
  key: WorldKey
  tone: Tone
}

type Reach = 'untouched' | 'unknown' | 'proven'

/** In what state a stopped run left the world, from what was proven and what was only begun. Never better than what was seen. */
export function worldState({ steps }: JobSnapshot): WorldFact[] {
  const reach = (id: StepId) => reachOf(steps.find((step) => step.id === id))
  return [
    by(reach('stop-old-container'), ['oldRunning', 'good'], ['oldUnknown', 'bad'], ['oldStopped', 'warn']),
    by(reach('start-new-container'), ['newNone', 'idle'], ['newUnknown', 'bad'], ['newRunning', 'warn']),
    metaDb(reach('trim-heartbeats'), reach('initialize-metadata')),
    reach('ha-on') === 'untouched'
      ? by(reach('ha-off'), ['haUntouched', 'idle'], ['haUnknown', 'bad'], ['haOff', 'warn'])
      : by(reach('ha-on'), ['haUntouched', 'idle'], ['haUnknown', 'bad'], ['haOn', 'good']),
    by(reach('back-up-databases'), ['dumpsNone', 'idle'], ['dumpsUnproven', 'bad'], ['dumpsProven', 'good']),
  ]
}

export function reachOf(step: StepState | undefined): Reach {
  if (step === undefined || step.attempt === 0 || step.status === 'waiting') return 'untouched'
  return step.status === 'succeeded' ? 'proven' : 'unknown'
}

function metaDb(trim: Reach, init: Reach): WorldFact {
  if (init !== 'untouched') return by(init, ['metaUntouched', 'good'], ['metaUnknown', 'bad'], ['metaUpgraded', 'warn'])
  return by(trim, ['metaUntouched', 'good'], ['metaTrimUnknown', 'warn'], ['metaTrimmed', 'good'])
}

function by(reach: Reach, ...[untouched, unknown, proven]: [WorldKey, Tone][]): WorldFact {
  const [key, tone] = (reach === 'untouched' ? untouched : reach === 'unknown' ? unknown : proven) ?? ['metaUnknown', 'bad']
  return { key, tone }
}
