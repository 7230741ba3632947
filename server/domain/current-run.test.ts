import { expect, test } from 'vitest'
import { currentRun } from './current-run.ts'

const run = (kind: string, status: string, ...begun: string[]) => ({ kind, status, begun })
const UPGRADE = run('upgrade', 'succeeded', 'preflight', 'closing-note')
const ROLLBACK = run('rollback', 'failed', 'rollback-preflight', 'restart-old-container')
const current = (...runs: ReturnType<typeof run>[]) => currentRun(runs, ({ begun }) => begun)

test('a job is about its newest run, and after an undo about the upgrade again', () => {
  expect(current()).toBeUndefined()
  expect(current(UPGRADE, ROLLBACK)).toBe(ROLLBACK)
  expect(current(UPGRADE, ROLLBACK, run('undo', 'succeeded', 'undo-preflight', 'swap-back'))).toBe(UPGRADE)
})

// "The rollback can only be finished", said a run in whose place nothing else could be chosen.
test('an undo that its first look refused leaves the rollback where it was; one that has begun does not', () => {
  for (const refused of [run('undo', 'failed', 'undo-preflight'), run('undo', 'interrupted', 'undo-preflight'), run('undo', 'held')])
    expect(current(UPGRADE, ROLLBACK, refused)).toBe(ROLLBACK)
  for (const begun of [
    run('undo', 'failed', 'undo-preflight', 'swap-back'),
    run('undo', 'running'),
    run('undo', 'running', 'undo-preflight'),
  ])
    expect(current(UPGRADE, ROLLBACK, begun)).toBe(begun)
})
