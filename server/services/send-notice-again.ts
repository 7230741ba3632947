import type { DeliveryInput } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'

/** Begins a delivery anew, under the same id, so that a receiver that has it already can tell. Codes: not-found, conflict. */
export async function sendNoticeAgain({ store, world, actor }: ServiceContext, { id }: DeliveryInput): Promise<void> {
  await transact(store, async (tx) => {
    const at = world.clock.now()
    const delivery = await tx.notificationDelivery.findUnique({ where: { id }, include: { channel: true } })
    if (delivery === null) throw new OperatorError('not-found', say('notices.noDelivery'))
    if (!delivery.channel.isEnabled) throw new OperatorError('conflict', say('notices.isOff'))
    const isFree = { OR: [{ claimedUntil: null }, { claimedUntil: { lt: at } }] }
    const { count } = await tx.notificationDelivery.updateMany({
      where: { id, status: { in: ['sent', 'failed', 'given-up'] }, ...isFree },
      data: { status: 'pending', attempts: 0, nextTryAt: at, claimedBy: null, claimedUntil: null },
    })
    if (count === 0) throw new OperatorError('conflict', say('notices.isBeingSent'))
    const detail = { delivery: id, event: delivery.event, name: delivery.channel.name }
    await recordAudit(tx, {
      at,
      actor,
      action: 'channel.send-again',
      subject: delivery.channelId,
      installationId: delivery.installationId,
      detail,
    })
  })
}
