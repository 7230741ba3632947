import { type StepPlan, twoHeartbeats, type UpgradeSubject } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation: { console, databases } }) => [
    console.driver === 'console'
      ? `POST ${console.url}/api/v2?Action=${console.actions.listServers} {}`
      : `select ip, host_status from \`${databases.cm}\`.host`,
    ...databases.heartbeats.map(
      (database) => `select host_ip, max(gmt_modified) from \`${database}\`.heart_beat where task_name = 'supervisor' group by host_ip`,
    ),
  ],
  estimate: twoHeartbeats,
  inputs: ['console-account', 'except-servers'],
}
