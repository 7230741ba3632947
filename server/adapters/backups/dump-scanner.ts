import type { DumpContent } from '../../procedure/ports/backups.ts'
import { SqlLexer } from './sql-lexer.ts'

const NAME = '`((?:[^`]|``)+)`'
const CREATE_TABLE = new RegExp(`^CREATE TABLE (?:IF NOT EXISTS )?${NAME}`)
const INSERT = new RegExp(`^(?:INSERT|REPLACE)\\s+(?:IGNORE\\s+)?INTO\\s+${NAME}`)
const DELIMITER = /^DELIMITER (\S+)\r?\n/
const CLOSING_LINE = /^-- Dump completed\b/

const LINE_FEED = 0x0a
const NEXT_DELIMITER = Buffer.from('\nDELIMITER ;\n')
// Longer than any beginning that the expressions above need: 64 characters of 4 bytes, doubled backticks, and the words around.
const HEAD_BYTES = 1024

/** Counts tables and rows in the output of mysqldump or mariadb-dump, given in chunks of any size. */
export class DumpScanner {
  readonly #rows = new Map<string, number>()
  readonly #lexer = new SqlLexer()
  #where: 'between' | 'statement' | 'comment' | 'line comment' | 'delimited' = 'between'
  #table: string | null = null
  #isClosed = false
  #rest: Buffer = Buffer.alloc(0)
  #statementBytes = 0
  #longest = 0

  push(chunk: Buffer): void {
    this.#scan(this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk, false)
  }

  end(): Pick<DumpContent, 'complete' | 'tables' | 'longestStatement'> {
    this.#scan(this.#rest, true)
    const isAtEnd = this.#where === 'between' || this.#where === 'line comment'
    const tables = [...this.#rows].map(([name, rows]) => ({ name, rows })).sort((a, b) => (a.name < b.name ? -1 : 1))
    return { complete: this.#isClosed && isAtEnd, tables, longestStatement: this.#longest }
  }

  #scan(buffer: Buffer, isLast: boolean): void {
    let at = 0
    while (at < buffer.length) {
      const next = this.#step(buffer, at, isLast)
      if (next === null) break
      at = next
    }
    // A copy: the caller reads the next chunk into the same memory.
    this.#rest = Buffer.from(buffer.subarray(at))
  }

  /** Where to go on, or null where more bytes have to come first. */
  #step(buffer: Buffer, at: number, isLast: boolean): number | null {
    switch (this.#where) {
      case 'between':
        return this.#begin(buffer, at, isLast)
      case 'statement':
        return this.#goThroughStatement(buffer, at)
      case 'comment': {
        const end = this.#lexer.skipExecutableComment(buffer, at)
        if (this.#lexer.isDone) this.#where = 'between'
        return end
      }
      case 'line comment': {
        const end = buffer.indexOf(LINE_FEED, at)
        if (end === -1) return buffer.length
        this.#where = 'between'
        return end + 1
      }
      case 'delimited':
        return this.#skipDelimited(buffer, at, isLast)
      default:
        return this.#where satisfies never
    }
  }

  /** Bodies of triggers, routines and events: the tool itself takes the next such line for their end, wherever it stands. */
  #skipDelimited(buffer: Buffer, at: number, isLast: boolean): number | null {
    const end = buffer.indexOf(NEXT_DELIMITER, at)
    if (end !== -1) {
      this.#where = 'between'
      return end + NEXT_DELIMITER.length
    }
    if (isLast) return buffer.length
    const tail = buffer.length - NEXT_DELIMITER.length + 1
    return tail > at ? tail : null
  }

  #begin(buffer: Buffer, start: number, isLast: boolean): number | null {
    const at = skipBlanks(buffer, start)
    if (at === buffer.length) return at
    if (buffer.length - at < HEAD_BYTES && !isLast) return null
    const head = buffer.toString('utf8', at, at + HEAD_BYTES)
    if (/^(--(\s|$)|#)/.test(head)) {
      this.#isClosed = CLOSING_LINE.test(head)
      this.#where = 'line comment'
      return at
    }
    this.#isClosed = false
    if (head.startsWith('/*')) return this.#beginComment(head, at)
    const delimiter = DELIMITER.exec(head)
    if (delimiter) {
      this.#where = delimiter[1] === ';' ? 'between' : 'delimited'
      // The line feed stays: it may be the first byte of the line that ends the part.
      return at + delimiter[0].length - 1
    }
    this.#table = this.#nameTable(head)
    this.#where = 'statement'
    this.#statementBytes = 0
    this.#lexer.begin()
    return at
  }

  #beginComment(head: string, at: number): number {
    this.#where = 'comment'
    this.#lexer.beginComment(/^\/\*M?!/.test(head))
    return at + 2
  }

  /** Name of the table whose rows the statement brings, or null. */
  #nameTable(head: string): string | null {
    const created = CREATE_TABLE.exec(head)?.[1]
    if (created !== undefined) this.#rows.set(unquote(created), 0)
    const inserted = INSERT.exec(head)?.[1]
    return inserted === undefined ? null : unquote(inserted)
  }

  #goThroughStatement(buffer: Buffer, at: number): number {
    const end = this.#lexer.skipStatement(buffer, at)
    this.#statementBytes += end - at
    this.#longest = Math.max(this.#longest, this.#statementBytes)
    if (this.#lexer.isDone) {
      if (this.#table !== null) this.#rows.set(this.#table, (this.#rows.get(this.#table) ?? 0) + this.#lexer.tuples)
      this.#where = 'between'
    }
    return end
  }
}

function skipBlanks(buffer: Buffer, start: number): number {
  let at = start
  for (let byte = buffer[at]; byte === 0x20 || byte === 0x3b || (byte !== undefined && byte >= 0x09 && byte <= 0x0d); byte = buffer[at])
    at += 1
  return at
}

function unquote(name: string): string {
  return name.replaceAll('``', '`')
}
