import { callsConsole } from '../../../contract/installation.ts'
import { serversCommand } from '../../shown-commands.ts'
import { type StepPlan, twoHeartbeats, type UpgradeSubject } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation: { console, databases } }) => [
    callsConsole(console.driver) ? serversCommand(console) : `select ip, host_status from \`${databases.cm}\`.host`,
    ...databases.heartbeats.map(
      (database) => `select host_ip, max(gmt_modified) from \`${database}\`.heart_beat where task_name = 'supervisor' group by host_ip`,
    ),
  ],
  estimate: twoHeartbeats,
  inputs: ['console-account', 'except-servers'],
}
