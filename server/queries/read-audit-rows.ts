import type { AuditFilter } from '../contract/audit.ts'
import type { Store } from '../db/open-store.ts'
import { auditWhere } from './audit-where.ts'

const ROWS_A_PAGE = 1000

/** Every row that the filter lets through, oldest first, read page by page as they are asked for; times as ISO text, as hashed. */
export async function* readAuditRows(store: Store, filter: AuditFilter, upTo: number) {
  let after = 0
  for (;;) {
    const page = await store.auditEvent.findMany({
      where: { AND: [auditWhere(filter), { id: { gt: after, lte: upTo } }] },
      orderBy: { id: 'asc' },
      take: ROWS_A_PAGE,
    })
    for (const row of page) yield { ...row, at: row.at.toISOString() }
    const last = page.at(-1)
    if (last === undefined || page.length < ROWS_A_PAGE) return
    after = last.id
  }
}
