import { parameterCommands } from '../../shown-commands.ts'
import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation }) => parameterCommands(installation, '"enable":false'),
  estimate: () => usually(5),
  inputs: ['console-account'],
}
