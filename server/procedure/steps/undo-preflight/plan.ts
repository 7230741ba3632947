import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: () => [],
  estimate: () => usually(10),
  inputs: ['metadb-password'],
}
