import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: () => [],
  estimate: () => usually(60),
  inputs: ['console-account', 'except-servers'],
}
