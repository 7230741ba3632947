/** Lines of a log by their numbers, both ends included. */
export interface LineRange {
  from: number
  to: number
}

const RANGE = /^#?L?(\d{1,9})(?:\s*[-–]\s*L?(\d{1,9}))?$/i

/** What `120`, `120-140`, `#L120` or `#L120-L140` names; null where it names no line. */
export function parseLines(text: string): LineRange | null {
  const [, first, last = first] = RANGE.exec(text.trim()) ?? []
  const ends = [Number(first), Number(last)].sort((one, other) => one - other)
  const [from = 0, to = 0] = ends
  return from >= 1 ? { from, to } : null
}

/** The part of an address behind #. Only this form is read as lines, so that another anchor stays one. */
export function linesOfHash(hash: string): LineRange | null {
  return hash.startsWith('#L') ? parseLines(hash) : null
}

export function hashOfLines({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`
}
