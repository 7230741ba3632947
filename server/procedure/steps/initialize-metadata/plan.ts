import { say } from '../../../contract/said.ts'
import type { StepPlan, UpgradeSubject } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ newName }) => [`docker exec ${newName} bash /root/docker_init.sh`],
  estimate: () => ({ seconds: 210, source: say('steps.estimate.document'), by: 'habit' }),
}
