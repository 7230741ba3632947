import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: () => ['ha.config: "enable":true, "refetchStoreIntervalMin":<more than now - T1>'],
  estimate: () => usually(10),
  inputs: ['console-account'],
}
