import type { FileHandle } from 'node:fs/promises'
import { SqlLexer } from '../sql-lexer.ts'
import { NotAPanelDump } from './panel-dump.ts'

const CHUNK_BYTES = 1 << 18
const LONGEST_STATEMENT = 1 << 30
const LINE_FEED = 0x0a
const SEMICOLON = 0x3b
/** With this MariaDB's tools begin since 2024: for their client alone, and without the end of a statement. */
const SANDBOX = /^\/\*M?!999999\\- /
/** All that a dump tool writes for tables and their rows. Views, triggers and routines are no part of such a dump, and their bodies are not parsed. */
const OF_TABLES = /^(\/\*M?!|SET |DROP TABLE |CREATE TABLE |INSERT |REPLACE )/

/**
 * The statements of a dump of tables by mysqldump or mariadb-dump, for the panel to send where no such client is left. A mistake in taking
 * it apart is a statement that the server refuses, in a database that replaces nothing until it is proven.
 */
export async function* statementsOfClientDump(handle: FileHandle): AsyncGenerator<{ statement: string; read: number }> {
  const lexer = new SqlLexer()
  let buffer: Buffer = Buffer.alloc(0)
  let [position, read] = [0, 0]
  let isClosed = false

  async function fill(): Promise<boolean> {
    const { bytesRead, buffer: more } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position)
    position += bytesRead
    buffer = Buffer.concat([buffer, more.subarray(0, bytesRead)])
    return bytesRead > 0
  }
  function take(length: number): Buffer {
    const taken = buffer.subarray(0, length)
    buffer = buffer.subarray(length)
    read += length
    return taken
  }
  /** How long what begins here is; null at the end of the file. */
  async function lengthTo(skip: (from: number) => number | null): Promise<number | null> {
    for (let from = 0; ; ) {
      const end = skip(from)
      if (end !== null) return end
      from = buffer.length
      if (from > LONGEST_STATEMENT) throw new NotAPanelDump(`a statement without an end, near byte ${read}`)
      if (!(await fill())) return null
    }
  }
  const lineEnd = (from: number): number | null => {
    const at = buffer.indexOf(LINE_FEED, from)
    return at < 0 ? null : at + 1
  }
  const statementEnd = (from: number): number | null => {
    const end = lexer.skipStatement(buffer, from)
    return lexer.isDone ? end : null
  }

  for (;;) {
    if (buffer.length < 3 && !(await fill()) && buffer.length === 0) break
    const [first = 0] = buffer
    // Blanks between statements, and an empty one.
    if (first <= 0x20 || first === SEMICOLON) {
      take(1)
      continue
    }
    const isSandbox = read === 0 && SANDBOX.test(buffer.toString('latin1', 0, 20))
    if (isSandbox || /^(--|#)/.test(buffer.toString('latin1', 0, 2))) {
      const line = take((await lengthTo(lineEnd)) ?? buffer.length).toString('utf8')
      isClosed = line.startsWith('-- Dump completed')
      continue
    }
    lexer.begin()
    const length = await lengthTo(statementEnd)
    if (length === null) throw new NotAPanelDump('the file ends within a statement')
    const statement = take(length).toString('utf8', 0, length - 1)
    if (!OF_TABLES.test(statement)) throw new NotAPanelDump(`a statement that is none of a table, before byte ${read}`)
    isClosed = false
    yield { statement, read }
  }
  if (!isClosed) throw new NotAPanelDump('the closing line is missing')
}
