import { ChannelKind, type ChannelSettings, type ChannelView, type DeliveryStatus, type NoticeEvent } from '../contract/notification.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'

/** Channels by name. Their secrets are not even opened here. */
export async function listChannels(store: Store): Promise<ChannelView[]> {
  const last = {
    where: { lastTryAt: { not: null } },
    orderBy: { lastTryAt: 'desc' },
    take: 1,
    select: { status: true, lastTryAt: true },
  } as const
  const rows = await store.notificationChannel.findMany({ orderBy: { name: 'asc' }, include: { deliveries: last } })
  return rows.map((row) => {
    const [tried] = row.deliveries
    return {
      id: row.id,
      name: row.name,
      kind: ChannelKind.parse(row.kind),
      settings: fromJson<ChannelSettings>(row.settingsJson),
      hasSecret: row.secretEnc !== null,
      events: fromJson<NoticeEvent[]>(row.eventsJson),
      installationIds: row.installationIdsJson === null ? null : fromJson<string[]>(row.installationIdsJson),
      isEnabled: row.isEnabled,
      last: tried?.lastTryAt ? { status: tried.status as DeliveryStatus, at: tried.lastTryAt.toISOString() } : null,
    }
  })
}
