import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ dockerRun }) => [dockerRun],
  estimate: () => usually(10),
}
