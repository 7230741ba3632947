import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { HistoryQuery, HistoryRow } from '../contract/history.ts'
import type { Store } from '../db/open-store.ts'
import { readHistoryRows } from './list-history.ts'

/** How many jobs are in memory at once. */
const ROWS_A_READ = 500

export const EXPORT_COLUMNS = [
  'number',
  'id',
  'installation',
  'status',
  'fromVersion',
  'toVersion',
  'plannedBy',
  'plannedAt',
  'approvedBy',
  'brokeGlassBy',
  'refusedBy',
  'startedBy',
  'startedAt',
  'endedAt',
  'durationSeconds',
  'beforeSeconds',
  'windowSeconds',
  'afterSeconds',
  'rollbackSeconds',
  'downtimeSeconds',
  'rolledBackBy',
  'rollbackReason',
] as const

function cells({ installation, phases, ...row }: HistoryRow): (string | number | null)[] {
  const flat = {
    ...row,
    installation: installation.name,
    beforeSeconds: phases.before,
    windowSeconds: phases.window,
    afterSeconds: phases.after,
    rollbackSeconds: phases.rollback,
  }
  return EXPORT_COLUMNS.map((column) => flat[column])
}

async function* records(store: Store, query: HistoryQuery): AsyncGenerator<(string | number | null)[]> {
  const { after: _, before: __, ...whole } = query
  for (let after: string | null | undefined; after !== null; ) {
    const page = await readHistoryRows(store, { ...whole, ...(after === undefined ? {} : { after }) }, ROWS_A_READ)
    for (const row of page.rows) yield cells(row)
    after = page.after
  }
}

/**
 * Every job that the filter lets through, in its order, as CSV that is read from the store while it is sent. A cell that a
 * spreadsheet would calculate is made text; the mark at the beginning tells Excel that it is UTF-8.
 */
export function exportHistory(store: Store, query: HistoryQuery, headings: string[]): Readable {
  const csv = stringify({
    header: true,
    columns: headings.map((header, index) => ({ key: String(index), header })),
    bom: true,
    escape_formulas: true,
  })
  const rows = Readable.from(records(store, query))
  // A download that ends in the middle must read as broken and not as complete.
  rows.on('error', (cause) => csv.destroy(cause))
  csv.on('close', () => rows.destroy())
  return rows.pipe(csv)
}
