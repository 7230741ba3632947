import type { ChainReport, ChainVerdict } from '../contract/audit.ts'
import { sealFits } from '../domain/audit-seal.ts'
import { START, type Walk, walkChain } from '../domain/walk-chain.ts'
import type { Store } from './open-store.ts'

const ROWS_A_PAGE = 1000

interface Verify {
  /** Of the seal; null: what is sealed cannot be told. */
  sealKey: Buffer | null
  now: Date
  /** Where an earlier walk that found nothing broken had come to. */
  from?: Walk
}

/**
 * Walks the whole trail in pages, so that its length costs time and not memory. Rows first, then the head, which each transaction
 * moves with its row: a head that is further than the last row is caught up with, and a tail is missing only where no row comes.
 */
export async function verifyTrail(store: Store, { sealKey, now, from = START }: Verify): Promise<{ report: ChainReport; walk: Walk }> {
  let walk = await walkTrail(store, from)
  let head = await readHead(store)
  while (walk.broken === null && head !== null && head.eventId > walk.lastId && (await hasMore(store, walk.lastId))) {
    walk = await walkTrail(store, walk)
    head = await readHead(store)
  }
  const report = {
    rows: walk.rows,
    before: walk.before,
    head: walk.rows === 0 ? null : { id: walk.lastId, hash: walk.hash },
    sealedAfter: head?.sealedAfter ?? walk.lastId,
    checkedAt: now.toISOString(),
  }
  return { report: { ...report, verdict: await judge(store, walk, head, sealKey) }, walk }
}

type Head = Awaited<ReturnType<typeof readHead>>

function readHead(store: Store) {
  return store.auditHead.findUnique({ where: { id: 1 } })
}

async function judge(store: Store, walk: Walk, head: Head, sealKey: Buffer | null): Promise<ChainVerdict> {
  if (walk.broken !== null) return { state: 'broken', ...walk.broken }
  if (head === null) return walk.rows === 0 ? { state: 'whole' } : { state: 'unsealed' }
  if (sealKey === null) return { state: 'unsealed' }
  if (!sealFits(sealKey, head)) return { state: 'broken', id: head.eventId, reason: 'seal-broken' }
  if (walk.lastId < head.eventId) return { state: 'broken', id: walk.lastId + 1, reason: 'tail-cut' }
  if (walk.lastId > head.eventId) {
    const added = await store.auditEvent.findFirst({ where: { id: { gt: head.eventId } }, orderBy: { id: 'asc' }, select: { id: true } })
    return { state: 'broken', id: added?.id ?? walk.lastId, reason: 'tail-added' }
  }
  return walk.hash === head.hash ? { state: 'whole' } : { state: 'broken', id: head.eventId, reason: 'head-changed' }
}

async function hasMore(store: Store, lastId: number): Promise<boolean> {
  return (await store.auditEvent.findFirst({ where: { id: { gt: lastId } }, select: { id: true } })) !== null
}

/** The rows alone, whatever the head says: up to the last one, or to the first one that does not fit. */
export async function walkTrail(store: Store, from: Walk = START): Promise<Walk> {
  let walk = from
  for (;;) {
    // One more than is walked: what comes after a row helps to name what is wrong with it.
    const page = await store.auditEvent.findMany({ where: { id: { gt: walk.lastId } }, orderBy: { id: 'asc' }, take: ROWS_A_PAGE + 1 })
    for (const [index, row] of page.slice(0, ROWS_A_PAGE).entries()) {
      walk = walkChain(walk, row, page[index + 1])
      if (walk.broken !== null) return { ...walk, broken: await named(store, walk.broken, row.previousHash) }
    }
    if (page.length <= ROWS_A_PAGE) return walk
  }
}

/** A row that continues one which another row continues already is a fork, and no gap. */
async function named(store: Store, broken: NonNullable<Walk['broken']>, previousHash: string | null): Promise<NonNullable<Walk['broken']>> {
  if ((broken.reason !== 'missing' && broken.reason !== 'inserted') || previousHash === null) return broken
  const parent = await store.auditEvent.findFirst({ where: { hash: previousHash, id: { lt: broken.id } }, select: { id: true } })
  return parent === null ? broken : { ...broken, reason: 'forked' }
}
