import { RefereeError } from './referee-error.ts'

export interface InsertLine {
  table: string
  columns: string[]
  /** As the dump wrote them: 12, 'it\'s', NULL, 0xFF. */
  values: string[]
}

const NAME = /`((?:[^`]|``)*)`/y
const plain = (name: string) => name.replaceAll('``', '`')

/** One row of a dump with complete, not extended INSERTs. Throws where it is not exactly one. */
export function readInsert(line: string): InsertLine {
  const reader = { line, at: 0 }
  expect(reader, 'INSERT INTO ')
  const table = name(reader)
  expect(reader, ' (')
  const columns = list(reader, name, ', ')
  expect(reader, ') VALUES (')
  const values = list(reader, value, ',')
  expect(reader, ');')
  if (reader.at !== line.length || columns.length !== values.length) throw new RefereeError(`not one row: ${line.slice(0, 300)}`)
  return { table, columns, values }
}

interface Reader {
  line: string
  at: number
}

function expect(reader: Reader, text: string): void {
  if (!reader.line.startsWith(text, reader.at)) throw new RefereeError(`no "${text}" at ${reader.at} of ${reader.line.slice(0, 300)}`)
  reader.at += text.length
}

function list(reader: Reader, one: (reader: Reader) => string, separator: string): string[] {
  const found = [one(reader)]
  while (reader.line.startsWith(separator, reader.at)) {
    reader.at += separator.length
    found.push(one(reader))
  }
  return found
}

function name(reader: Reader): string {
  NAME.lastIndex = reader.at
  const found = NAME.exec(reader.line)
  if (found === null) throw new RefereeError(`no name at ${reader.at} of ${reader.line.slice(0, 300)}`)
  reader.at = NAME.lastIndex
  return plain(found[1] ?? '')
}

/** Up to the comma or bracket that ends it; those inside a quoted text are part of it. */
function value(reader: Reader): string {
  const { line } = reader
  const start = reader.at
  let isQuoted = false
  for (; reader.at < line.length; reader.at++) {
    const letter = line[reader.at]
    if (isQuoted && letter === '\\') reader.at++
    else if (letter === "'") isQuoted = !isQuoted
    else if (!isQuoted && (letter === ',' || letter === ')')) break
  }
  if (isQuoted || reader.at === start) throw new RefereeError(`a value does not end: ${line.slice(0, 300)}`)
  return line.slice(start, reader.at)
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', Z: '\x1a' }

/** The text of a quoted value. */
export function textOf(value: string): string {
  const inner = /^'([\s\S]*)'$/.exec(value)?.[1]
  if (inner === undefined) return value
  return inner.replace(/\\([\s\S])|''/g, (_, letter: string | undefined) => (letter === undefined ? "'" : (ESCAPED[letter] ?? letter)))
}
