import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ plan: { node } }) => [`docker update --restart=no ${node.newContainerName}`, `docker stop ${node.newContainerName}`],
  estimate: () => usually(10),
}
