import type { StepId } from './steps.ts'

/** How long a step took in earlier upgrades of the same installation. */
export interface StepTime {
  /** The median of the runs. */
  seconds: number
  runs: number
}

export type StepTimes = Partial<Record<StepId, StepTime>>
