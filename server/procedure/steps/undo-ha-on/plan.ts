import { type RollbackSubject, type StepPlan, twoHeartbeats } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: () => ['ha.config: "enable":true, "refetchStoreIntervalMin":<more than now - T3>'],
  estimate: twoHeartbeats,
  inputs: ['console-account', 'except-servers'],
}
