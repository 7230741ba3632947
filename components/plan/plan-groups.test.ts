import { expect, test } from 'vitest'
import type { DiffRow, PlannedStep } from '@/server/contract/plan.ts'
import type { Phase, StepId } from '@/server/contract/steps.ts'
import { diffGroups } from './diff-groups.ts'
import { documentNumber } from './document-number.ts'
import { stepsByPhase } from './steps-by-phase.ts'

const said = { key: 'steps.undo.nothing' } as const
const step = (id: StepId, phase: Phase, estimateSeconds: number): PlannedStep => ({
  id,
  phase,
  changes: 'none',
  source: 'panel',
  commands: [],
  undoneBy: said,
  estimateSeconds,
  estimateSource: said,
})

test('steps are grouped by phase in the order of the plan, and no step is lost', () => {
  const groups = stepsByPhase([step('preflight', 'before', 5), step('stop-old-container', 'window', 10), step('ha-on', 'window', 5)])
  expect(groups.map(({ phase, estimateSeconds }) => [phase, estimateSeconds])).toEqual([
    ['before', 5],
    ['window', 15],
  ])
  expect(groups.flatMap((group) => group.steps.map(({ position }) => position))).toEqual([1, 2, 3])
})

test('rows that the document demands stay in sight even when they are the same', () => {
  const row = (path: string, kind: DiffRow['kind'], rule: DiffRow['rule']): DiffRow => ({ path, before: 'x', after: 'x', kind, rule })
  const groups = diffGroups([row('Binds', 'same', said), row('Image', 'changed', null), row('Tty', 'same', null)])
  expect(groups.rules.map(({ path }) => path)).toEqual(['Binds'])
  expect(groups.differences.map(({ path }) => path)).toEqual(['Image'])
  expect(groups.same.map(({ path }) => path)).toEqual(['Tty'])
})

test("a step carries the document's number, or none where it is the panel's own", () => {
  expect(documentNumber('3.4.0 single-node, step 2.1')).toBe('2.1')
  expect(documentNumber('3.4.0 single-node, step 10')).toBe('10')
  expect(documentNumber('panel')).toBeNull()
})
