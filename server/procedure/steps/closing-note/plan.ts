import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: () => [],
  estimate: () => usually(1),
}
