import type { Tone } from '@/components/ui/tone.ts'
import type { JobSnapshot, StepState } from '@/server/contract/job.ts'
import type { RollbackStepId, UpgradeStepId } from '@/server/contract/steps.ts'

export type WorldKey =
  | 'oldRunning'
  | 'oldUnknown'
  | 'oldStopped'
  | 'oldBack'
  | 'newNone'
  | 'newUnknown'
  | 'newRunning'
  | 'newStopped'
  | 'metaUntouched'
  | 'metaTrimUnknown'
  | 'metaTrimmed'
  | 'metaUnknown'
  | 'metaUpgraded'
  | 'metaHalfRestored'
  | 'metaSwapUnknown'
  | 'metaRestored'
  | 'haUntouched'
  | 'haUnknown'
  | 'haOff'
  | 'haOn'
  | 'haAsBefore'
  | 'dumpsNone'
  | 'dumpsUnproven'
  | 'dumpsProven'

export interface WorldFact {
  /** Key below `run.world`. */
  key: WorldKey
  tone: Tone
}

type Reach = 'untouched' | 'unknown' | 'proven'
type ReachOf<Id> = (id: Id) => Reach

/** In what state a stopped run left the world, from what was proven and what was only begun. Never better than what was seen. */
export function worldState(snapshot: JobSnapshot): WorldFact[] {
  const steps = [...countedRuns(snapshot.earlierRuns).flatMap((run) => run.steps), ...snapshot.steps]
  const reach = (id: UpgradeStepId | RollbackStepId) => reachOf(steps.findLast((step) => step.id === id))
  const [old, next, meta, ha, dumps] = afterUpgrade(reach)
  const wasThere = reach('start-new-container') !== 'untouched'
  // An undo that stopped half-way: what it has taken back counts, until a later rollback does the same again.
  const undone = (id: RollbackStepId, of: RollbackStepId) => (lastBegun(steps, id) > lastBegun(steps, of) ? reach(id) : 'untouched')
  const stopped = by(reach('stop-new-container'), next, fact('newUnknown', 'bad'), fact('newStopped', 'warn'))
  const replaced = metaAfterRollback(reach, meta)
  return [
    by(reach('restart-old-container'), old, fact('oldUnknown', 'bad'), fact('oldBack', 'good')),
    wasThere ? by(undone('restart-new-container', 'stop-new-container'), stopped, fact('newUnknown', 'bad'), next) : next,
    wasThere ? by(undone('swap-back', 'swap-databases'), replaced, fact('metaSwapUnknown', 'bad'), meta) : meta,
    by(undone('undo-ha-on', 'rollback-ha-off'), haAfterRollback(reach, ha, steps), fact('haUnknown', 'bad'), ha),
    dumps,
  ]
}

function lastBegun(steps: StepState[], id: RollbackStepId): number {
  return steps.findLastIndex((step) => step.id === id && step.attempt > 0)
}

/** A rollback that was undone left nothing behind. */
function countedRuns(runs: JobSnapshot['earlierRuns']): JobSnapshot['earlierRuns'] {
  const undone = runs.findLastIndex(({ kind, status }) => kind === 'undo' && status === 'succeeded')
  return runs.filter(({ kind }, index) => kind === 'upgrade' || index > undone)
}

function afterUpgrade(reach: ReachOf<UpgradeStepId>): [WorldFact, WorldFact, WorldFact, WorldFact, WorldFact] {
  return [
    by(reach('stop-old-container'), fact('oldRunning', 'good'), fact('oldUnknown', 'bad'), fact('oldStopped', 'warn')),
    by(reach('start-new-container'), fact('newNone', 'idle'), fact('newUnknown', 'bad'), fact('newRunning', 'warn')),
    metaDb(reach('trim-heartbeats'), reach('initialize-metadata')),
    reach('ha-on') === 'untouched'
      ? by(reach('ha-off'), fact('haUntouched', 'idle'), fact('haUnknown', 'bad'), fact('haOff', 'warn'))
      : by(reach('ha-on'), fact('haUntouched', 'idle'), fact('haUnknown', 'bad'), fact('haOn', 'good')),
    by(reach('back-up-databases'), fact('dumpsNone', 'idle'), fact('dumpsUnproven', 'bad'), fact('dumpsProven', 'good')),
  ]
}

/** A swap moves all tables or none, and where they are shows only by looking; a restore leaves a part of them behind. */
function metaAfterRollback(reach: ReachOf<RollbackStepId>, upgraded: WorldFact): WorldFact {
  const restored = by(reach('restore-databases'), upgraded, fact('metaHalfRestored', 'bad'), fact('metaRestored', 'good'))
  return by(reach('swap-databases'), restored, fact('metaSwapUnknown', 'bad'), fact('metaRestored', 'good'))
}

function haAfterRollback(reach: ReachOf<RollbackStepId>, upgraded: WorldFact, steps: StepState[]): WorldFact {
  if (reach('ha-as-before') !== 'untouched')
    return by(reach('ha-as-before'), upgraded, fact('haUnknown', 'bad'), fact('haAsBefore', 'good'))
  // Where the new console is dead the switch is left to the restore, so only that proves it.
  const isLeft = steps.some(({ id, outcome }) => id === 'rollback-ha-off' && outcome?.key === 'outcomes.haLeftToRestore')
  const isBack = reach('restore-databases') === 'proven' || reach('swap-databases') === 'proven'
  const off = isLeft && !isBack ? fact('haUnknown', 'bad') : fact('haOff', 'warn')
  return by(reach('rollback-ha-off'), upgraded, fact('haUnknown', 'bad'), off)
}

function metaDb(trim: Reach, init: Reach): WorldFact {
  if (init !== 'untouched') return by(init, fact('metaUntouched', 'good'), fact('metaUnknown', 'bad'), fact('metaUpgraded', 'warn'))
  return by(trim, fact('metaUntouched', 'good'), fact('metaTrimUnknown', 'warn'), fact('metaTrimmed', 'good'))
}

function reachOf(step: StepState | undefined): Reach {
  if (step === undefined || step.attempt === 0 || step.status === 'waiting') return 'untouched'
  return step.status === 'succeeded' ? 'proven' : 'unknown'
}

function fact(key: WorldKey, tone: Tone): WorldFact {
  return { key, tone }
}

function by(reach: Reach, untouched: WorldFact, unknown: WorldFact, proven: WorldFact): WorldFact {
  return reach === 'untouched' ? untouched : reach === 'unknown' ? unknown : proven
}
