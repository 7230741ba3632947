import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: () => ['ha.config: "enable":false'],
  estimate: () => usually(10),
}
