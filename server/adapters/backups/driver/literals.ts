import { isAscii, isUtf8 } from 'node:buffer'
import { quoteIdentifier } from '../../../domain/quote-identifier.ts'

/** A column as a dump selects it, and how a value of it is written. */
export interface DumpedColumn {
  name: string
  /** What is selected, so that the server's text of it is exact. */
  expression: string
  write(value: Buffer): string
}

const INTEGER = /^(tiny|small|medium|big)?int\b/i
const DECIMAL = /^(decimal|numeric|double|real)\b/i
const BINARY = /^((tiny|medium|long)?blob|(var)?binary|bit|geometry|point|linestring|polygon|multi|geomc)/i
const LISTED = /^(enum|set)\b/i
/** As no four bytes of a FLOAT in a real vector read, one after the other. */
const NUMBERS = /^\[[-+0-9.,e]*\]$/i
/** In a text protocol of utf8mb4, these arrive byte for byte. */
const ARRIVES_AS_IT_IS = /^(utf8|utf8mb3|utf8mb4|ascii)$/
/** One of their bytes below 128 is not what ASCII has there. */
const NOT_LIKE_ASCII = /^(ucs2|utf16|utf16le|utf32|swe7)$/

/** How a column of this type and collation, as SHOW FULL COLUMNS spells them, comes back exactly. */
export function dumpedColumn({ name, type, collation }: { name: string; type: string; collation: string | null }): DumpedColumn {
  const column = quoteIdentifier(name)
  if (INTEGER.test(type) || DECIMAL.test(type)) return { name, expression: column, write: number }
  // As text a FLOAT has six digits; as a DOUBLE it has all of them.
  if (/^float\b/i.test(type)) return { name, expression: `${column} + 0e0`, write: number }
  if (BINARY.test(type)) return { name, expression: column, write: hex }
  // Its bytes on MySQL and MariaDB; OceanBase sends a list of numbers, and takes no other form.
  if (/^vector\b/i.test(type))
    return { name, expression: column, write: (value) => (NUMBERS.test(value.toString('latin1')) ? text(value) : hex(value)) }
  const charset = collation?.split('_')[0]?.toLowerCase() ?? 'utf8mb4'
  if (LISTED.test(type) || ARRIVES_AS_IT_IS.test(charset)) return { name, expression: column, write: text }
  // Converted to UTF-8 and back, a text of another character set may be another one: its own bytes are kept.
  const isLikeAscii = !NOT_LIKE_ASCII.test(charset)
  return { name, expression: `cast(${column} as binary)`, write: (value) => (isLikeAscii && isAscii(value) ? text(value) : hex(value)) }
}

function number(value: Buffer): string {
  const digits = value.toString('latin1')
  if (!/^[-+]?[0-9.]+(e[-+]?[0-9]+)?$/i.test(digits)) throw new Error(`not a number: ${digits.slice(0, 40)}`)
  return digits
}

function hex(value: Buffer): string {
  return value.length === 0 ? "''" : `0x${value.toString('hex')}`
}

// The header of a dump turns NO_BACKSLASH_ESCAPES off. CR and the end of file of Windows would not survive every client.
const ESCAPES: Record<string, string> = { '\\': '\\\\', "'": "''", '\0': '\\0', '\n': '\\n', '\r': '\\r', '\x1a': '\\Z' }

function text(value: Buffer): string {
  if (!isUtf8(value)) return hex(value)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are escaped
  return `'${value.toString('utf8').replace(/[\\'\0\n\r\x1a]/g, (character) => ESCAPES[character] ?? character)}'`
}
