import { expect, test } from 'vitest'
import { rollbackSnapshot, sampleRun, sampleSnapshot, stepsUpTo } from './sample-snapshot.ts'
import { timeLeft } from './time-left.ts'

const START = '2026-11-01T18:00:00.000Z'
const after = (seconds: number) => Date.parse(START) + seconds * 1000
const upgrade = (...at: Parameters<typeof stepsUpTo>) => sampleSnapshot({ status: 'running', steps: stepsUpTo(...at) })

// "How long will it take?" is what the window is kept or broken by: the rest of the running step counts, what is proven does not.
test('what is left is the rest of the running step and the estimates of those after it', () => {
  const initializing = upgrade('initialize-metadata', { startedAt: START })
  expect(timeLeft(initializing, after(30))).toEqual({ untilBack: 150 + 40 + 5, untilEnd: 150 + 40 + 5 + 1, isLeast: false })
})

// A late step that counted below zero would eat the time of the steps after it, and the promise would look kept.
test('a step beyond its estimate leaves the others whole, and the figure is called the least', () => {
  const late = upgrade('initialize-metadata', { startedAt: START })
  expect(timeLeft(late, after(400))).toEqual({ untilBack: 45, untilEnd: 46, isLeast: true })
})

test('once HA is back on nobody is told when OMS will be back', () => {
  expect(timeLeft(upgrade('closing-note', { startedAt: START }), after(0))).toEqual({ untilBack: null, untilEnd: 1, isLeast: false })
})

test('a rollback counts its own steps', () => {
  const restoring = rollbackSnapshot('initialize-metadata', stepsUpTo('stop-new-container', { startedAt: START }))
  expect(timeLeft(restoring, after(4))).toEqual({ untilBack: 6 + 3 + 10 + 60 + 10, untilEnd: 6 + 3 + 10 + 60 + 10 + 10, isLeast: false })
})

// A run that waits for a decision takes as long as people do: a moment promised there would be invented.
test('nothing is promised while nothing goes on by itself', () => {
  const steps = stepsUpTo('initialize-metadata', { status: 'failed', startedAt: START })
  expect(timeLeft(sampleSnapshot({ status: 'needs-decision', run: sampleRun('upgrade', 'failed'), steps }), after(10))).toBeNull()
  expect(timeLeft(sampleSnapshot(), after(10))).toBeNull()
})
