import type { Plan, PlanOptions } from '../contract/plan.ts'

/** What was chosen for a stored plan: looking again with it shows whether the world is as it was. */
export function planOptions({ to, node, storeRecovery, confirmed }: Plan): PlanOptions {
  return { image: to.source, newContainerName: node.newContainerName, toVersion: to.version, storeRecovery, confirmed }
}
