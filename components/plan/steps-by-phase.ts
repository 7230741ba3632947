import type { PlannedStep } from '@/server/contract/plan.ts'
import type { Phase } from '@/server/contract/steps.ts'

export interface PhaseGroup {
  phase: Phase
  steps: { step: PlannedStep; position: number }[]
  estimateSeconds: number
}

/** Neighbouring steps of one phase together, in the plan's order; `position` counts from 1 through the whole plan. */
export function stepsByPhase(steps: PlannedStep[]): PhaseGroup[] {
  const groups: PhaseGroup[] = []
  steps.forEach((step, index) => {
    const last = groups.at(-1)
    const entry = { step, position: index + 1 }
    if (last?.phase === step.phase) {
      last.steps.push(entry)
      last.estimateSeconds += step.estimateSeconds
    } else groups.push({ phase: step.phase, steps: [entry], estimateSeconds: step.estimateSeconds })
  })
  return groups
}
