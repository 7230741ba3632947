import { expect, test } from 'vitest'
import type { Plan } from '@/server/contract/plan.ts'
import { type RunbookWords, runbook } from './runbook.ts'

const words: RunbookWords = {
  heading: 'Runbook',
  preface: ['Made today'],
  facts: [['Image', 'oms:3.4.0']],
  phase: (phase, seconds) => `${phase} ${seconds} s`,
  step: (step) => ({ title: step.id, lines: [step.source] }),
}
const said = { key: 'steps.undo.nothing' } as const
const base = { changes: 'none', undoneBy: said, estimateSource: said, source: 'panel' } as const

test('the runbook holds every step in order with its exact commands', () => {
  const steps = [
    { ...base, id: 'preflight', phase: 'before', commands: [], estimateSeconds: 5 },
    { ...base, id: 'stop-old-container', phase: 'window', commands: ['docker update x', 'docker stop x'], estimateSeconds: 9 },
  ]
  expect(runbook({ steps } as unknown as Plan, words)).toBe(
    '# Runbook\n\nMade today\n\n- Image: oms:3.4.0\n\n## before 5 s\n\n### 1. preflight\n\n- panel\n\n' +
      '## window 9 s\n\n### 2. stop-old-container\n\n- panel\n\n```sh\ndocker update x\ndocker stop x\n```\n',
  )
})

// A database name with backticks would otherwise end the block and render the rest of the command as text.
test('commands with backticks stay inside their block', () => {
  const steps = [{ ...base, id: 'ha-off', phase: 'before', commands: ['update ```rm``` set x'], estimateSeconds: 1 }]
  expect(runbook({ steps } as unknown as Plan, words)).toContain('````sh\nupdate ```rm``` set x\n````')
})
