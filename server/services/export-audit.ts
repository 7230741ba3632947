import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { AuditFilter } from '../contract/audit.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { readAuditRows } from '../queries/read-audit-rows.ts'
import type { ServiceContext } from './service-context.ts'

export type ExportFormat = 'csv' | 'jsonl'

const COLUMNS = ['id', 'at', 'actor', 'actorId', 'role', 'address', 'action', 'outcome', 'subject', 'installationId', 'detailJson'] as const

/**
 * The rows that the filter lets through, oldest first, as bytes that are read from the store while they are sent. Cells of the CSV
 * that a spreadsheet would calculate are made text. The export is in the trail itself, before its first byte.
 */
export async function exportAudit(
  { store, world, actor }: ServiceContext,
  { format, filter }: { format: ExportFormat; filter: AuditFilter },
): Promise<Readable> {
  const upTo = (await store.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0
  const at = world.clock.now()
  await transact(store, (tx) => recordAudit(tx, { at, actor, action: 'audit.export', subject: '', detail: { format, filter, upTo } }))
  const rows = Readable.from(readAuditRows(store, filter, upTo))
  if (format === 'csv') {
    const columns = [...COLUMNS, 'previousHash', 'hash']
    const csv = stringify({ header: true, columns, bom: true, escape_formulas: true, record_delimiter: 'windows' })
    rows.on('error', (cause) => csv.destroy(cause))
    csv.on('close', () => rows.destroy())
    return rows.pipe(csv)
  }
  return rows.map((row) => `${JSON.stringify(row)}\n`)
}
