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
