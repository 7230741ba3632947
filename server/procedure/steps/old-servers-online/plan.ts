import { type RollbackSubject, type StepPlan, twoHeartbeats } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: () => [],
  estimate: twoHeartbeats,
  inputs: ['console-account', 'except-servers'],
}
