import { parameterCommands } from '../../shown-commands.ts'
import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation, perceives }) =>
    parameterCommands(
      installation,
      perceives ? '"enable":true, "perceiveStoreClientCheckpoint":true' : '"enable":true, "refetchStoreIntervalMin":<more than T2 - T1>',
    ),
  estimate: () => usually(5),
  inputs: ['console-account', 'ha-config'],
}
