import type { FileHandle } from 'node:fs/promises'

/**
 * The panel's own dump: plain SQL for any client, and before each statement a comment line with its length. So the panel reads it back
 * by lengths alone, and no parser has to find out where a statement ends.
 */
export const FIRST_LINE = '-- OMS panel dump 1'

/** Whether a dump was written by the panel itself, by its first bytes. */
export function isPanelDump(head: string): boolean {
  return /^-- OMS panel dump \d+\n/.test(head)
}

export function framed(number: number, statement: string): Buffer {
  const body = Buffer.from(statement)
  return Buffer.concat([Buffer.from(`-- statement ${number}: ${body.length} bytes\n`), body, Buffer.from(';\n')])
}

export function closing(rows: { table: string; rows: number }[], at: Date): string {
  // A name may hold a line feed; in JSON it cannot end the comment.
  const counts = rows.map(({ table, rows }) => `-- ${rows} rows in ${JSON.stringify(table)}\n`)
  return `\n${counts.join('')}-- Dump completed on ${at.toISOString().slice(0, 19).replace('T', ' ')}\n`
}

const CHUNK_BYTES = 1 << 18
const LONGEST_LINE = 4096
const LONGEST_STATEMENT = 1 << 30
const FRAME = /^-- statement (\d+): (\d+) bytes$/
/** What the panel writes into its dumps, and nothing else: a file of somebody else's making is not run. */
const OWN = /^(SET (NAMES|SESSION) |CREATE TABLE |INSERT INTO )/

export class NotAPanelDump extends Error {}

/** Statement by statement, with the place in the file behind each. Throws `NotAPanelDump` where the file is anything else, or not whole. */
export async function* statementsOf(handle: FileHandle): AsyncGenerator<{ statement: string; read: number }> {
  const bytes = new FileBytes(handle)
  if ((await bytes.line()) !== FIRST_LINE) throw new NotAPanelDump('the first line is another one')
  let isClosed = false
  for (let number = 0; ; ) {
    const line = await bytes.line()
    if (line === null) break
    const frame = FRAME.exec(line)
    if (frame === null) {
      if (line !== '' && !line.startsWith('-- ')) throw new NotAPanelDump(`a line between two statements, near byte ${bytes.read}`)
      if (line !== '') isClosed = line.startsWith('-- Dump completed on ')
      continue
    }
    number += 1
    const length = Number(frame[2])
    if (Number(frame[1]) !== number || length > LONGEST_STATEMENT) throw new NotAPanelDump(`statement ${number} is not where it should be`)
    const statement = (await bytes.take(length)).toString('utf8')
    if ((await bytes.line()) !== ';' || !OWN.test(statement)) throw new NotAPanelDump(`statement ${number} is not one of the panel's`)
    isClosed = false
    yield { statement, read: bytes.read }
  }
  if (!isClosed) throw new NotAPanelDump('the closing line is missing')
}

/** Reads a file from its beginning, by lines and by lengths, in bounded memory. */
class FileBytes {
  readonly #handle: FileHandle
  #buffer: Buffer = Buffer.alloc(0)
  #position = 0
  /** How many bytes were given out. */
  read = 0

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Without its end; null at the end of the file. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#buffer.indexOf(0x0a)
      if (end >= 0) return this.#give(end + 1).toString('utf8', 0, end)
      if (this.#buffer.length > LONGEST_LINE) throw new NotAPanelDump(`a line without an end, near byte ${this.read}`)
      if (!(await this.#fill(CHUNK_BYTES))) return this.#buffer.length === 0 ? null : this.#give(this.#buffer.length).toString('utf8')
    }
  }

  async take(length: number): Promise<Buffer> {
    if (this.#buffer.length < length && !(await this.#fill(length - this.#buffer.length)))
      throw new NotAPanelDump('the file ends too early')
    if (this.#buffer.length < length) throw new NotAPanelDump('the file ends too early')
    return this.#give(length)
  }

  #give(length: number): Buffer {
    const given = this.#buffer.subarray(0, length)
    this.#buffer = this.#buffer.subarray(length)
    this.read += length
    return given
  }

  /** Reads at least this many bytes more, where the file has them; false at its end. */
  async #fill(atLeast: number): Promise<boolean> {
    const wanted = Buffer.allocUnsafe(Math.max(atLeast, CHUNK_BYTES))
    let got = 0
    while (got < atLeast) {
      const { bytesRead } = await this.#handle.read(wanted, got, wanted.length - got, this.#position)
      if (bytesRead === 0) break
      got += bytesRead
      this.#position += bytesRead
    }
    this.#buffer = Buffer.concat([this.#buffer, wanted.subarray(0, got)])
    return got > 0
  }
}
