import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ newName }) => [`docker exec ${newName} supervisorctl status`],
  estimate: () => usually(120),
}
