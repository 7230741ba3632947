import { expect, test } from 'vitest'
import { say } from '@/server/contract/said.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { rollbackSnapshot, sampleSnapshot, stepsUpTo } from './sample-snapshot.ts'
import { worldState } from './world-state.ts'

const world = (id: StepId) =>
  worldState(sampleSnapshot({ status: 'needs-decision', steps: stepsUpTo(id, { status: 'failed' }) })).map(({ key }) => key)
const inRollback = (stoppedAt: StepId, id: StepId) =>
  worldState(rollbackSnapshot(stoppedAt, stepsUpTo(id, { status: 'failed' }), { status: 'needs-decision' })).map(({ key }) => key)

test('a stop while the image is loaded leaves OMS as it was', () => {
  expect(world('load-image')).toEqual(['oldRunning', 'newNone', 'metaUntouched', 'haUntouched', 'dumpsNone'])
})

// A container that may or may not have stopped must not be told as running.
test('what a failed step touched is unknown, not unchanged', () => {
  expect(world('stop-old-container')).toEqual(['oldUnknown', 'newNone', 'metaUntouched', 'haOff', 'dumpsNone'])
  expect(world('initialize-metadata')).toEqual(['oldStopped', 'newRunning', 'metaUnknown', 'haOff', 'dumpsProven'])
})

test('a rollback that stopped before it touched anything leaves the world as the upgrade left it', () => {
  expect(inRollback('initialize-metadata', 'rollback-preflight')).toEqual(world('initialize-metadata'))
})

// Starting either version on a half restored MetaDB would write into it.
test('a swap that was begun and not proven is told as unknown', () => {
  expect(inRollback('initialize-metadata', 'swap-databases')).toEqual([
    'oldStopped',
    'newStopped',
    'metaSwapUnknown',
    'haOff',
    'dumpsProven',
  ])
})

test('after the restore the old container is unknown until it is proven to run', () => {
  expect(inRollback('servers-online', 'restart-old-container')).toEqual([
    'oldUnknown',
    'newStopped',
    'metaRestored',
    'haOff',
    'dumpsProven',
  ])
  expect(inRollback('servers-online', 'rollback-checklist')).toEqual(['oldBack', 'newStopped', 'metaRestored', 'haAsBefore', 'dumpsProven'])
})

test('a rollback of a run that created no container restores nothing and says so', () => {
  expect(inRollback('back-up-databases', 'old-servers-online')).toEqual(['oldBack', 'newNone', 'metaTrimmed', 'haOff', 'dumpsUnproven'])
})

test('HA that could not be switched off is not told as off before the restore', () => {
  const steps = stepsUpTo('swap-databases', { status: 'failed' }).map((step) =>
    step.id === 'rollback-ha-off' ? { ...step, outcome: say('outcomes.haLeftToRestore') } : step,
  )
  expect(worldState(rollbackSnapshot('ha-on', steps)).map(({ key }) => key)).toContain('haUnknown')
})

// The page said that the old databases were back while the new ones were, and people decide by it.
test('an undo that stopped half-way tells what it has taken back, and a rollback after it what that replaced again', () => {
  const swapped = rollbackSnapshot('ha-on', stepsUpTo('restart-old-container', { status: 'failed' }))
  const { run, steps: rollback, earlierRuns } = swapped
  if (run === null) throw new Error('no run')
  const step = { endedAt: null, outcome: null, beside: null, rawError: null, waitingFor: null, progress: null, startedAt: null, attempt: 1 }
  const undo: typeof rollback = [
    { ...step, id: 'undo-preflight', status: 'succeeded' },
    { ...step, id: 'swap-back', status: 'succeeded' },
    { ...step, id: 'restart-new-container', status: 'failed' },
  ]
  const back = { ...run, steps: rollback.filter(({ id }) => id !== 'restart-old-container'), procedure: [] }
  const undoing = { ...swapped, earlierRuns: [...earlierRuns, back], steps: undo }
  expect(worldState(undoing).map(({ key }) => key)).toEqual(['oldStopped', 'newUnknown', 'metaUpgraded', 'haOff', 'dumpsProven'])
  const again = {
    ...swapped,
    earlierRuns: [...undoing.earlierRuns, { ...run, kind: 'undo' as const, status: 'failed' as const, steps: undo, procedure: [] }],
  }
  expect(worldState(again).map(({ key }) => key)).toEqual(worldState(swapped).map(({ key }) => key))
})
