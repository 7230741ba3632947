import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation: { node } }) => [`docker update --restart=no ${node.containerName}`, `docker stop ${node.containerName}`],
  estimate: () => usually(30),
  inputs: ['metadb-password'],
}
