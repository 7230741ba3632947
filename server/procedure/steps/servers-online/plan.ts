import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation: { console, databases } }) => [
    console.driver === 'console'
      ? `POST ${console.url}/api/v2?Action=${console.actions.listServers} {}`
      : `select ip, host_status from \`${databases.cm}\`.host`,
  ],
  estimate: () => usually(60),
  inputs: ['console-account', 'except-servers'],
}
