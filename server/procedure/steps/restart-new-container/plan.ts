import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ plan }) => [`docker start ${plan.node.newContainerName}`],
  estimate: () => usually(10),
}
