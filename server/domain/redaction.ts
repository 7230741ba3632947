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
  return pieces.flatMap((piece) => [piece, ...quotedSpellings(piece), ...uriSpellings(piece)]).filter((text) => text !== '')
}

function quotedSpellings(piece: string): string[] {
  const json = JSON.stringify(piece).slice(1, -1)
  return [
    json,
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    // YAML and SQL between apostrophes.
    piece.replaceAll("'", "''"),
    piece.replace(/['\\]/g, '\\$&'),
    piece.replace(/['"\\]/g, '\\$&'),
    // The shell between apostrophes, and between quotation marks.
    piece.replaceAll("'", "'\\''"),
    piece.replaceAll("'", `'"'"'`),
    piece.replace(/["$`\\]/g, '\\$&'),
    piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ]
}

function uriSpellings(piece: string): string[] {
  // A lone surrogate has no spelling in a URL.
  if (/\p{Surrogate}/u.test(piece)) return []
  const whole = encodeURIComponent(piece)
  const strict = whole.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return [whole, strict, strict.replaceAll('%20', '+')].flatMap((text) => [
    text,
    text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ])
}
