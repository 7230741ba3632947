import type { ChannelInput } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { shown } from './save-channel.ts'
import type { ServiceContext } from './service-context.ts'

/** Removes a channel with its secrets and its delivery log; the audit trail keeps that it was there. Codes: not-found. */
export async function removeChannel({ store, world, actor }: ServiceContext, { id }: ChannelInput): Promise<void> {
  await transact(store, async (tx) => {
    const channel = await tx.notificationChannel.findUnique({ where: { id } })
    if (channel === null) throw new OperatorError('not-found', say('notices.noChannel'))
    await tx.notificationChannel.delete({ where: { id } })
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'channel.remove', subject: id, detail: { before: shown(channel) } })
  })
}
