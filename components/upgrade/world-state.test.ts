import { expect, test } from 'vitest'
import type { StepId } from '@/server/contract/steps.ts'
import { sampleSnapshot, stepsUpTo } from './sample-snapshot.ts'
import { wayBack } from './way-back.ts'
import { worldState } from './world-state.ts'

const stoppedAt = (id: StepId) => sampleSnapshot({ status: 'needs-decision', steps: stepsUpTo(id, { status: 'failed' }) })
const world = (id: StepId) => worldState(stoppedAt(id)).map(({ key }) => key)
const back = (id: StepId) => wayBack(stoppedAt(id)).map(({ key }) => key)

test('a stop while the image is loaded leaves OMS as it was, and nothing has to be undone', () => {
  expect(world('load-image')).toEqual(['oldRunning', 'newNone', 'metaUntouched', 'haUntouched', 'dumpsNone'])
  expect(back('load-image')).toEqual([])
})

// A container that may or may not have stopped must not be told as running.
test('what a failed step touched is unknown, not unchanged', () => {
  expect(world('stop-old-container')).toEqual(['oldUnknown', 'newNone', 'metaUntouched', 'haOff', 'dumpsNone'])
  expect(world('initialize-metadata')).toEqual(['oldStopped', 'newRunning', 'metaUnknown', 'haOff', 'dumpsProven'])
})

test('until a new container was started the way back leaves the databases alone', () => {
  expect(back('back-up-databases')).toEqual(['startOld', 'haOn'])
})

test('once a new container was started the databases are restored, in the order of the document', () => {
  expect(back('start-new-container')).toEqual(['stopNew', 'recreate', 'restore', 'startOld', 'haOn'])
  expect(wayBack(stoppedAt('ha-on')).map((step) => step.documentStep)).toEqual(['9.1', '9.2', '9.3', '9.4', '9.5', '9.6'])
})

test('names that a shell or SQL would take apart are quoted', () => {
  const snapshot = stoppedAt('servers-online')
  const plan = { ...snapshot.plan, databases: { rm: 'r`m', cm: "c'm", heartbeats: ['hb'] } }
  const commands = wayBack({ ...snapshot, plan }).flatMap((step) => step.commands)
  expect(commands).toContain('drop database `r``m`;')
  expect(commands).toContain(`mysql … 'c'\\''m' < '/data/oms/backups/…/c'\\''m.sql'`)
})
