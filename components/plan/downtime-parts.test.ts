import { expect, test } from 'vitest'
import { plannedStep } from '@/components/upgrade/sample-snapshot.ts'
import { say } from '@/server/contract/said.ts'
import { UPGRADE_STEP_IDS } from '@/server/contract/steps.ts'
import { downtimeParts } from './downtime-parts.ts'

// A downtime that is mostly "usual values" is a guess; an approver has to see how much of it was measured.
test('the parts of the window add up to the promised downtime, by where they come from', () => {
  const steps = UPGRADE_STEP_IDS.map((id) => ({
    ...plannedStep(id),
    estimateSource:
      id === 'back-up-databases' || id === 'load-image'
        ? say('steps.estimate.databases', { size: '212 MB' })
        : id === 'servers-online'
          ? say('steps.estimate.earlier', { count: 3 })
          : say(id === 'initialize-metadata' ? 'steps.estimate.document' : 'steps.estimate.usual'),
  }))
  const parts = downtimeParts(steps)
  expect(parts.map(({ basis, seconds }) => [basis, seconds])).toEqual([
    ['measured', 60],
    ['repeated', 40],
    ['document', 180],
    ['usual', 95],
  ])
  expect(parts[0]?.steps).toEqual(['back-up-databases'])
})
