import type { ApprovalPolicyInput } from '../contract/approval.ts'
import { changeInstallationTimes } from './change-installation-times.ts'
import type { ServiceContext } from './service-context.ts'

/** Says whether upgrades of an installation need an approval; counts at once, also for plans that wait. Codes: not-found. */
export async function setApprovalPolicy(
  context: ServiceContext,
  { installationId, approvalPolicy }: ApprovalPolicyInput,
): Promise<{ done: true }> {
  return await changeInstallationTimes(context, installationId, async (tx, before) => {
    await tx.installation.update({ where: { id: installationId }, data: { approvalPolicy } })
    return { action: 'installation.policy', detail: { before: { approvalPolicy: before.approvalPolicy }, after: { approvalPolicy } } }
  })
}
