/** What is kept of a text that some outside system said. More is in its own log; a store, a page and a report are no place for it. */
export const RAW_TEXT_BYTES = 16 * 1024

const ROOM_FOR_MARK = 64

const isInsideCharacter = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80

/** The text, or its head and its tail with what lies between counted; never more bytes than that, and no character cut in two. */
export function capText(text: string, maxBytes = RAW_TEXT_BYTES): string {
  // No character takes fewer bytes than one, so most texts need not be counted.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text
  const bytes = Buffer.from(text)
  const half = Math.floor((maxBytes - ROOM_FOR_MARK) / 2)
  let end = half
  while (isInsideCharacter(bytes[end])) end -= 1
  let start = bytes.length - half
  while (isInsideCharacter(bytes[start])) start += 1
  return `${bytes.toString('utf8', 0, end)}\n… ${start - end} bytes left out …\n${bytes.toString('utf8', start)}`
}

/** Where MySQL, MariaDB and their clients quote what stands in a table or in a dump. Greedy: the rows may hold the words around them. */
const QUOTED: [RegExp, string][] = [
  [/\bnear '[\s\S]*' at line (\d+)/g, "near '…' at line $1"],
  // Cut off before its end.
  [/\bnear '(?!…' at line)[\s\S]*$/g, "near '…'"],
  [/\bQuery: '[\s\S]*$/g, "Query: '…'"],
  [/\bDuplicate entry '[\s\S]*' for key/g, "Duplicate entry '…' for key"],
  [/\bDuplicate entry '(?!…' for key)[\s\S]*$/g, "Duplicate entry '…'"],
  [/\b((?:Incorrect|Truncated incorrect|Invalid)[ \w]*(?:value|string)): '[\s\S]*' for (column|function)/g, "$1: '…' for $2"],
  [/\b((?:Incorrect|Truncated incorrect|Invalid)[ \w]*(?:value|string)): '(?!…)[\s\S]*' at row/g, "$1: '…' at row"],
  [/\b((?:Incorrect|Truncated incorrect|Invalid)[ \w]*(?:value|string)): '(?!…')[\s\S]*$/g, "$1: '…'"],
  [/\bCannot convert string '[\s\S]*' from\b/g, "Cannot convert string '…' from"],
  [/\bIllegal (\w+) '[\s\S]*' value found/g, "Illegal $1 '…' value found"],
  [/\bno partition for value [\s\S]*$/g, 'no partition for value …'],
]

/** The text of an error without the rows that it quotes: who may read a log may not therefore read the databases. */
export function withoutRows(text: string): string {
  return QUOTED.reduce((said, [quoted, instead]) => said.replace(quoted, instead), text)
}

/** Every raw text that is kept goes through this. */
export function rawText(text: string): string {
  return capText(withoutRows(text))
}
