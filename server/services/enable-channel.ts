import type { EnableChannelInput } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { shown } from './save-channel.ts'
import type { ServiceContext } from './service-context.ts'

/** Switches a channel on or off. What waits to be sent is given up with it, so that nobody gets old news later. Codes: not-found. */
export async function enableChannel({ store, world, actor }: ServiceContext, { id, isEnabled }: EnableChannelInput): Promise<void> {
  await transact(store, async (tx) => {
    const before = await tx.notificationChannel.findUnique({ where: { id } })
    if (before === null) throw new OperatorError('not-found', say('notices.noChannel'))
    if (before.isEnabled === isEnabled) return
    const after = await tx.notificationChannel.update({ where: { id }, data: { isEnabled } })
    if (!isEnabled) {
      const problemJson = JSON.stringify({ code: 'refused', said: say('notices.channelDisabled') })
      await tx.notificationDelivery.updateMany({
        where: { channelId: id, status: { in: ['pending', 'failed'] } },
        data: { status: 'given-up', nextTryAt: null, problemJson },
      })
    }
    const detail = { before: shown(before), after: shown(after) }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'channel.change', subject: id, detail })
  })
}
