import { expect, test } from 'vitest'
import { LeftoverAct } from '../contract/leftover.ts'
import { type LeftoverFacts, leftoverGate } from './leftover-gate.ts'

const FACTS: LeftoverFacts = {
  job: 'rolled-back',
  busyWith: null,
  container: { name: 'oms_340', status: 'exited' },
  plannedName: 'oms_340',
  newName: 'oms_340_rolled_back_7',
  isNewNameTaken: false,
  usedBy: null,
}

const answers = (change: Partial<LeftoverFacts>) =>
  LeftoverAct.options.map((act) => {
    const choice = leftoverGate(act, { ...FACTS, ...change })
    return choice.allowed ? choice.consequence.key : choice.reason.key
  })

test('the stopped container of a rolled-back job may be renamed or removed', () => {
  for (const status of ['exited', 'created', 'dead']) {
    expect(answers({ container: { name: 'oms_340', status } })).toEqual(['choices.leftover.doesRename', 'choices.leftover.doesRemove'])
  }
})

// Removing a container that runs, or that a job still needs for its way back, would take OMS itself away.
test.each<[Partial<LeftoverFacts>, string]>([
  ...(['planned', 'running', 'needs-decision', 'succeeded', 'finalized', 'rolling-back'] as const).map(
    (job): [Partial<LeftoverFacts>, string] => [{ job }, 'choices.leftover.notRolledBack'],
  ),
  ...['running', 'paused', 'restarting', 'removing'].map((status): [Partial<LeftoverFacts>, string] => [
    { container: { name: 'oms_340', status } },
    'choices.leftover.notStopped',
  ]),
  [{ busyWith: 8 }, 'choices.not.busy'],
  [{ usedBy: 'oms-prod' }, 'choices.leftover.used'],
])('nothing may be done where %j', (change, reason) => {
  expect(answers(change)).toEqual([reason, reason])
})

test('a container that is renamed already can only be removed, and a rename never takes a name from another', () => {
  const renamed = { container: { name: 'oms_340_rolled_back_7', status: 'exited' } }
  expect(answers(renamed)).toEqual(['choices.leftover.renamed', 'choices.leftover.doesRemove'])
  expect(answers({ isNewNameTaken: true })).toEqual(['choices.leftover.nameTaken', 'choices.leftover.doesRemove'])
})
