import { expect, test } from 'vitest'
import type { Plan } from '../contract/plan.ts'
import type { ComparedSide, StepHistory } from '../contract/report.ts'
import { say } from '../contract/said.ts'
import { ROLLBACK_STEP_IDS, type StepId, UPGRADE_STEP_IDS } from '../contract/steps.ts'
import { compareRuns } from './compare-runs.ts'

const undone = say('steps.undo.nothing')

function step(id: StepId, seconds: number | null, tries = 1, commands: string[] = []): StepHistory {
  const attempt = { status: 'succeeded' as const, startedAt: '', endedAt: '', seconds, outcome: null, beside: null, rawError: null }
  return {
    planned: { id, phase: 'before', changes: 'none', source: '', commands, undoneBy: undone, estimateSeconds: 10, estimateSource: undone },
    status: 'succeeded',
    attempts: Array.from({ length: tries }, (_, index) => ({ ...attempt, number: index + 1 })),
    seconds,
  }
}

function side(id: string, steps: StepHistory[], more: Partial<Plan> = {}) {
  const plan: Plan = {
    installation: { id: 'i', name: 'oms' },
    node: { hostIp: '10.0.0.5', oldContainer: { id: 'a', name: 'oms_331', imageId: 'x' }, newContainerName: 'oms_340' },
    from: { version: '3.3.1', image: 'oms:3.3.1' },
    to: { version: '3.4.0', image: 'oms:3.4.0', imageId: 'y', architecture: 'amd64', source: { kind: 'archive', file: 'a.tar' } },
    databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] },
    consoleDriver: 'console',
    storeRecovery: 'refetch-interval',
    backupFolder: '/backups',
    steps: [],
    diff: [],
    downtimeSeconds: 375,
    confirmed: [],
    ...more,
  }
  return { about: { id } as ComparedSide, plan, steps }
}

test('each step shows both times, the difference and how often it was tried', () => {
  const { steps } = compareRuns(
    side('a', [step('preflight', 10), step('back-up-databases', 60)]),
    side('b', [step('preflight', 10), step('back-up-databases', 100, 2)]),
  )
  expect(steps.map(({ id, differenceSeconds }) => [id, differenceSeconds])).toEqual([
    ['preflight', 0],
    ['back-up-databases', 40],
  ])
  expect(steps[1]).toMatchObject({ a: { attempts: 1, seconds: 60 }, b: { attempts: 2, seconds: 100 } })
})

// Treating "did not run" as zero seconds would praise the run that failed early as the faster one.
test('a step that did not run on one side has no difference', () => {
  const { steps } = compareRuns(side('a', [step('ha-on', null, 0)]), side('b', [step('ha-on', 5)]))
  expect(steps[0]).toMatchObject({ differenceSeconds: null, a: { attempts: 0 } })
})

test('an upgrade beside a rollback keeps the whole list of both', () => {
  const a = UPGRADE_STEP_IDS.map((id) => step(id, 1))
  const b = ROLLBACK_STEP_IDS.map((id) => step(id, 2))
  const { steps } = compareRuns(side('a', a), side('b', b))
  expect(steps.map(({ id }) => id)).toEqual([...UPGRADE_STEP_IDS, ...ROLLBACK_STEP_IDS])
  expect(steps.filter((row) => row.a !== null && row.b !== null)).toEqual([])
})

test('a step that only b has stands after the one it follows there', () => {
  const { steps } = compareRuns(
    side('a', [step('preflight', 1), step('ha-off', 1)]),
    side('b', [step('preflight', 1), step('load-image', 1), step('ha-off', 1)]),
  )
  expect(steps.map(({ id, a }) => [id, a !== null])).toEqual([
    ['preflight', true],
    ['load-image', false],
    ['ha-off', true],
  ])
})

test('what the plans say differently is named by its place; commands and container are compared apart', () => {
  const image = {
    version: '3.4.0',
    image: 'oms:3.4.1',
    imageId: 'z',
    architecture: 'amd64',
    source: { kind: 'engine' as const, reference: 'oms' },
  }
  const row = { path: 'Env.A', before: null, after: '1', kind: 'added' as const, rule: null }
  const comparison = compareRuns(
    side('a', [step('ha-off', 1, 1, ['one'])], { diff: [row] }),
    side('b', [step('ha-off', 1, 1, ['two'])], { to: image, diff: [{ ...row, after: '2' }] }),
  )
  expect(comparison.plan).toEqual([
    { path: 'to.image', a: 'oms:3.4.0', b: 'oms:3.4.1' },
    { path: 'to.imageId', a: 'y', b: 'z' },
    { path: 'to.source.kind', a: 'archive', b: 'engine' },
    { path: 'to.source.file', a: 'a.tar', b: null },
    { path: 'to.source.reference', a: null, b: 'oms' },
  ])
  expect(comparison.container).toEqual([{ path: 'Env.A', a: { before: null, after: '1' }, b: { before: null, after: '2' } }])
  expect(comparison.steps[0]?.commands.map(({ kind }) => kind)).toEqual(['removed', 'added'])
})
