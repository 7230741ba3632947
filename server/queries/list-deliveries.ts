import {
  ChannelKind,
  type DeliveryFilter,
  type DeliveryPage,
  type DeliveryStatus,
  type DeliveryView,
  type Notice,
} from '../contract/notification.ts'
import type { Problem } from '../contract/result.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'

const PAGE = 50

/** The delivery log, newest first. */
export async function listDeliveries(store: Store, now: Date, { channel, status, before }: DeliveryFilter): Promise<DeliveryPage> {
  const rows = await store.notificationDelivery.findMany({
    where: { ...(channel === undefined ? {} : { channelId: channel }), ...(status === undefined ? {} : { status }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    ...(before === undefined ? {} : { cursor: { id: before }, skip: 1 }),
    include: { channel: { select: { id: true, name: true, kind: true, isEnabled: true } } },
  })
  const page = rows.slice(0, PAGE)
  const deliveries = page.map((row): DeliveryView => {
    const notice = fromJson<Notice>(row.noticeJson)
    return {
      id: row.id,
      channel: { ...row.channel, kind: ChannelKind.parse(row.channel.kind) },
      event: notice.event,
      job: notice.job && { id: notice.job.id, number: notice.job.number },
      installation: notice.installation?.name ?? null,
      status: row.status as DeliveryStatus,
      isBeingTried: row.claimedUntil !== null && row.claimedUntil >= now,
      attempts: row.attempts,
      createdAt: row.createdAt.toISOString(),
      lastTryAt: row.lastTryAt?.toISOString() ?? null,
      nextTryAt: row.nextTryAt?.toISOString() ?? null,
      problem: row.problemJson === null ? null : fromJson<Problem>(row.problemJson),
      answer: row.answer,
    }
  })
  return { deliveries, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
}
