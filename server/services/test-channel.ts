import { randomUUID } from 'node:crypto'
import type { ChannelInput, Notice, TestResult } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { RequestContext } from './service-context.ts'
import { CLAIM_MS, tryDelivery } from './try-delivery.ts'

type TestContext = Omit<RequestContext, 'signIn'> & { signIn: { settings: { baseUrl: string | null } } }

/** Sends a test at once, also where the channel is switched off, and tells what the service said. Codes: not-found. */
export async function testChannel(context: TestContext, { id: channelId }: ChannelInput): Promise<TestResult> {
  const { store, world, actor, signIn } = context
  const owner = randomUUID()
  const delivery = await transact(store, async (tx) => {
    const channel = await tx.notificationChannel.findUnique({ where: { id: channelId } })
    if (channel === null) throw new OperatorError('not-found', say('notices.noChannel'))
    const at = world.clock.now()
    const notice: Notice = {
      ...{ event: 'test', at: at.toISOString(), by: actor.name },
      ...{ installation: null, job: null, step: null, reason: null, remark: null },
    }
    const claim = { attempts: 1, nextTryAt: at, claimedBy: owner, claimedUntil: new Date(at.getTime() + CLAIM_MS) }
    const row = await tx.notificationDelivery.create({
      data: { channelId, event: 'test', noticeJson: JSON.stringify(notice), createdAt: at, ...claim },
    })
    await recordAudit(tx, { at, actor, action: 'channel.test', subject: channelId, detail: { name: channel.name, delivery: row.id } })
    return row
  })
  return await tryDelivery({ store, cipher: context.cipher, world, baseUrl: signIn.settings.baseUrl }, { id: delivery.id, owner })
}
