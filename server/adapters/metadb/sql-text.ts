import type { Value } from './dialects/asking.ts'

// Nothing in it needs escaping, whatever the SQL mode says about backslashes and quotes.
const HARMLESS = /^[\w .:,@%/+=-]*$/

/**
 * The statement with its values in it. Statements go as text because OceanBase up to 3.1.5 refuses to prepare any (1235). A text that
 * could end its quotes goes as bytes, which no SQL mode reads in another way.
 */
export function sqlText(sql: string, values: readonly Value[]): string {
  const parts = sql.split('?')
  if (parts.length !== values.length + 1) throw new Error(`${parts.length - 1} marks for ${values.length} values: ${sql}`)
  return parts.map((part, place) => (place === 0 ? part : literal(values[place - 1] ?? null) + part)).join('')
}

function literal(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`not a number that SQL can say: ${value}`)
    return String(value)
  }
  if (/\p{Surrogate}/u.test(value)) throw new Error('not a text that SQL can say')
  return HARMLESS.test(value) ? `'${value}'` : `_utf8mb4 x'${Buffer.from(value).toString('hex')}'`
}
