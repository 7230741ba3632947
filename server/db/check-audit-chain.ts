import { chainHash, genesisHash } from '../domain/audit-chain.ts'
import type { Store } from './open-store.ts'

const PAGE = 2_000

export interface AuditState {
  rows: number
  /** Hash of the newest row; null before the chain begins. */
  head: string | null
  /** Id of the first row whose hash does not fit; null where the chain is whole. */
  brokenAt: number | null
}

/** Reckons every hash of the audit trail anew, page by page. */
export async function checkAuditChain(store: Store): Promise<AuditState> {
  const before = await store.auditEvent.findMany({ where: { hash: null }, orderBy: { id: 'asc' } })
  const state: AuditState = { rows: before.length, head: null, brokenAt: null }
  let previous = genesisHash(before)
  for (let after = 0; ; ) {
    const page = await store.auditEvent.findMany({ where: { id: { gt: after }, hash: { not: null } }, orderBy: { id: 'asc' }, take: PAGE })
    for (const row of page) {
      const fits = row.previousHash === previous && row.hash === chainHash(previous, row)
      if (!fits) state.brokenAt ??= row.id
      previous = row.hash ?? previous
      state.head = row.hash
      after = row.id
    }
    state.rows += page.length
    if (page.length < PAGE) return state
  }
}
