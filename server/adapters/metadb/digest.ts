import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { RowHash } from './dialects/row-hash.ts'
import { toNumber } from './to-number.ts'

export interface Column {
  name: string
  /** As SHOW COLUMNS spells it. */
  type: string
}

/** What one part of a table adds to the digest of the whole: sums, so the parts can be read in any order and side by side. */
export interface DigestPart {
  rows: number
  /** Rows whose text the server could build; it gives NULL for one that is longer than its packet. */
  texts: number
  sum: bigint
}

/**
 * One row of three numbers. `ofLong`: what stands for a value that may be long, where a server cannot take the whole of it. Each value stands in the row's text with its length, so no value can be taken for another, and NULL is not ''.
 * 60 bits of a hash are added up: XOR, or a CRC of the row, would let values that two rows exchanged cancel out (METADB.md).
 */
export function digestQuery(columns: Column[], from: string, where: string, hash: RowHash, ofLong: RowHash = asItIs): string {
  const row = `concat(${columns.map((column) => valueText(column, ofLong)).join(', ')})`
  const sum = `sum(cast(conv(left(${hash(row)}, 15), 16, 10) as unsigned))`
  return `select count(*) as n, count(${row}) as texts, cast(${sum} as char) as total from ${from}${where}`
}

export function digestPart(row: Record<string, unknown> | undefined): DigestPart {
  return { rows: toNumber(row?.['n']), texts: toNumber(row?.['texts']), sum: BigInt(String(row?.['total'] ?? '0')) }
}

const asItIs: RowHash = (text) => text

function valueText({ name, type }: Column, ofLong: RowHash): string {
  const value = bytesOf(quoteIdentifier(name), type.toLowerCase())
  const part = longestValue(type.toLowerCase()) > LONGEST_PART ? ofLong(value) : value
  return `if(${quoteIdentifier(name)} is null, 'N;', concat(length(${value}), ':', ${part}, ';'))`
}

/** All bytes of a value. FLOAT prints 6 digits as text, a number as HEX loses its fraction, BIT is no text at all. */
function bytesOf(column: string, type: string): string {
  if (/^float/.test(type)) return `cast(${column} + 0e0 as binary)`
  if (/^bit/.test(type)) return `hex(${column})`
  if (/^json/.test(type)) return `cast(cast(${column} as char) as binary)`
  return `cast(${column} as binary)`
}

// OceanBase puts no longer value into a text of bytes (4019).
const LONGEST_PART = 1_000_000
const LONGEST_BYTES: Record<string, number> = {
  tinytext: 255,
  tinyblob: 255,
  text: 65_535,
  blob: 65_535,
  mediumtext: 16_777_215,
  mediumblob: 16_777_215,
}
// Longest text of a number, a moment or a set of bits; and of a length with its two signs.
const SHORT_BYTES = 80
const SIGNS_BYTES = 12

/** Most bytes that the text of one row can have, by the types of its columns; a value without a limit counts 4 GB. */
export function longestText(columns: Column[]): number {
  return columns.reduce((sum, { type }) => sum + SIGNS_BYTES + longestValue(type.toLowerCase()), 0)
}

function longestValue(type: string): number {
  const [, name = '', size] = /^(\w+)(?:\((\d+)\))?/.exec(type) ?? []
  const known = LONGEST_BYTES[name]
  if (known !== undefined) return known
  if (/^(var)?char$/.test(name)) return Number(size ?? 1) * 4
  if (/^(var)?binary$|^vector$/.test(name)) return Number(size ?? 1) * (name === 'vector' ? 4 : 1)
  if (/^(enum|set)$/.test(name)) return type.length * 4
  return /^(longtext|longblob|json|geometry|point|linestring|polygon|multi|geomc)/.test(name) ? 2 ** 32 : SHORT_BYTES
}

/**
 * Counts values of FLOAT columns that the text in a dump does not bring back: the nearest FLOAT to the printed number is another one
 * when it is farther away than half the distance between two neighbours. Null where the table has no such column.
 */
export function roundedQuery(columns: Column[], from: string, where: string): string | null {
  const floats = columns.filter(({ type }) => /^float/i.test(type)).map(({ name }) => quoteIdentifier(name))
  if (floats.length === 0) return null
  const isRounded = floats.map(
    (c) => `(${c} <> 0 and abs((${c} + 0e0) - (concat(${c}) + 0e0)) > pow(2, floor(log2(abs(${c} + 0e0))) - 24))`,
  )
  return `select count(*) as n from ${from}${where === '' ? ' where ' : `${where} and `}(${isRounded.join(' or ')})`
}

/** Where to cut a table by its integer key, so that no statement runs for long and two sessions can share it. */
export function keyRanges(minimum: bigint, maximum: bigint, keysPerPart = 500_000n, parts = 32n): { from: bigint; to: bigint }[] {
  const span = maximum - minimum + 1n
  const size = span / parts > keysPerPart ? span / parts + 1n : keysPerPart
  const ranges = []
  for (let from = minimum; from <= maximum; from += size) ranges.push({ from, to: from + size > maximum ? maximum : from + size - 1n })
  return ranges
}

const VARIABLE = /^(var|tiny|medium|long)?(char|binary|blob|text)\b|^(json|geometry|point|linestring|polygon|multi|geomc)/i
const FIXED = /^(char|binary)\b/i

/**
 * CHECKSUM TABLE goes through the bytes of a row without the lengths of its values, so it does not see bytes that move from the end of
 * one into the beginning of the next. Their lengths, beside it, do. Null where no two values can share bytes so.
 */
export function lengthsQuery(columns: Column[], from: string): string | null {
  const names = columns.filter(({ type }) => VARIABLE.test(type) && !FIXED.test(type)).map(({ name }) => quoteIdentifier(name))
  if (names.length < 2) return null
  const lengths = names.map((name) => `ifnull(length(${name}), 'N')`)
  return `select count(*) as n, cast(sum(crc32(concat_ws(',', ${lengths.join(', ')}))) as char) as lengths from ${from}`
}
