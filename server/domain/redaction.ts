import type { Secret } from './secret.ts'

const HIDDEN = '[secret]'

/** A function that hides the exact values of these secrets in a line, also where JSON, an option file or a URL spelled them. */
export function createRedactor(secrets: readonly Secret[]): (line: string) => string {
  const spellings = new Set(secrets.flatMap((secret) => spellingsOf(secret.reveal())))
  // The longest first: a secret that begins with another one must not leave its tail behind.
  const patterns = [...spellings].sort((a, b) => b.length - a.length).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (patterns.length === 0) return (line) => line
  const any = new RegExp(patterns.join('|'), 'g')
  return (line) => line.replace(any, HIDDEN)
}

function spellingsOf(value: string): string[] {
  // Lines are redacted one at a time, so each line of a secret counts for itself.
  const pieces = [value, ...value.split(/\r?\n/)]
  return pieces.flatMap((piece) => [piece, JSON.stringify(piece).slice(1, -1), uriSpelling(piece)]).filter((text) => text !== '')
}

function uriSpelling(piece: string): string {
  // A lone surrogate has no spelling in a URL.
  return /\p{Surrogate}/u.test(piece) ? '' : encodeURIComponent(piece)
}
