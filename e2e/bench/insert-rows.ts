import type { Transaction } from '../../server/db/open-store.ts'

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00')
  return typeof value === 'boolean' ? Number(value) : value
}

/** All rows in one statement, out of one JSON text: Prisma's own way takes minutes for as many. */
export async function insertRows(tx: Transaction, table: string, rows: object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return
  const values = JSON.stringify(rows.map((row) => Object.values(row).map(plain)))
  const cells = columns.map((_, index) => `json_extract(value, '$[${index}]')`)
  const names = columns.map((column) => `"${column}"`)
  await tx.$executeRawUnsafe(`INSERT INTO "${table}" (${names.join(', ')}) SELECT ${cells.join(', ')} FROM json_each(?)`, values)
}
