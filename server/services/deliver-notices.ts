import { randomUUID } from 'node:crypto'
import { patiently } from '../db/patiently.ts'
import { collectNotices, placeCursor } from './collect-notices.ts'
import { CLAIM_MS, type Courier, tryDelivery } from './try-delivery.ts'

const LOOK_MS = 2_000
const MAXIMUM_AT_ONCE = 8
const PATIENCE_SECONDS = 5
/** Further ahead than any claim reaches: the machine's clock was set back. */
const IMPOSSIBLE_MS = 5 * CLAIM_MS

/**
 * Takes deliveries that are due, one a channel at a time so that news keep their order, and tries them. The claim says "tried" before
 * the outside hears anything; a try whose process died counts, and is done again when its claim has run out.
 */
export async function tryDue(
  courier: Courier,
  active: Map<string, Promise<void>>,
  onIncident: (cause: unknown) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { store, world } = courier
  const now = world.clock.now()
  const isFree = {
    OR: [{ claimedUntil: null }, { claimedUntil: { lt: now } }, { claimedUntil: { gt: new Date(now.getTime() + IMPOSSIBLE_MS) } }],
  }
  const isDue = { status: { in: ['pending', 'failed'] }, nextTryAt: { lte: now }, ...isFree }
  const due = await store.notificationDelivery.findMany({
    where: { ...isDue, channelId: { notIn: [...active.keys()] } },
    orderBy: [{ createdAt: 'asc' }, { auditEventId: 'asc' }],
    distinct: ['channelId'],
    select: { id: true, channelId: true },
    take: Math.max(0, MAXIMUM_AT_ONCE - active.size),
  })
  for (const { id, channelId } of due) {
    if (signal?.aborted) return
    const owner = randomUUID()
    const claim = { claimedBy: owner, claimedUntil: new Date(now.getTime() + CLAIM_MS), attempts: { increment: 1 } }
    const { count } = await patiently(
      () => store.notificationDelivery.updateMany({ where: { id, ...isDue }, data: claim }),
      PATIENCE_SECONDS,
    )
    if (count === 0) continue
    const trying = tryDelivery(courier, { id, owner }, signal)
      .then(
        () => undefined,
        (cause: unknown) => {
          if (!signal?.aborted) onIncident(cause)
        },
      )
      .finally(() => active.delete(channelId))
    active.set(channelId, trying)
  }
}

/** Follows the audit trail and sends what channels want to hear, apart from all runs: nothing here can hold up or fail an upgrade. */
export function deliverNotices(courier: Courier, onIncident: (cause: unknown) => void): { stop(): Promise<void> } {
  const { store, world } = courier
  const stopping = new AbortController()
  const active = new Map<string, Promise<void>>()
  let isPlaced = false

  async function look(): Promise<void> {
    if (!isPlaced) await placeCursor(store)
    isPlaced = true
    while (!stopping.signal.aborted && (await collectNotices(store, world.clock.now())));
    if (!stopping.signal.aborted) await tryDue(courier, active, onIncident, stopping.signal)
  }

  let looking: Promise<void> | null = null
  const tick = () => {
    looking ??= look()
      .catch((cause: unknown) => {
        if (!stopping.signal.aborted) onIncident(cause)
      })
      .finally(() => {
        looking = null
      })
  }
  const timer = setInterval(tick, LOOK_MS)
  tick()
  return {
    async stop() {
      stopping.abort(new Error('the panel is stopping'))
      clearInterval(timer)
      await looking
      await Promise.allSettled(active.values())
    },
  }
}
