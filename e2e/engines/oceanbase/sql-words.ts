type Kind = 'space' | 'comment' | 'text' | 'name' | 'variable' | 'word' | 'other'

export interface Word {
  kind: Kind
  text: string
}

const PATTERNS: [Kind, RegExp][] = [
  ['space', /\s+/y],
  ['comment', /--(?=[\s]|$)[^\n]*|#[^\n]*|\/\*(?!!)[\s\S]*?\*\//y],
  ['variable', /@@(?:(?:global|session|local)\s*\.\s*)?\w+|@[\w.$]+/iy],
  ['word', /[A-Za-z_$\x80-\xff][\w$\x80-\xff]*/y],
  ['other', /\d+(?:\.\d+)?|[\s\S]/y],
]

// A statement in words. What stands in a comment of the kind /*!nnnnn is part of it, whatever the number: OceanBase does not compare versions
// there (METADB.md, "dump header"), while MariaDB leaves out what begins with 507 to 999. One of the kind /*M! is MariaDB's alone.
export function wordsOf(sql: string): Word[] {
  const words: Word[] = []
  let isInside = false
  for (let at = 0; at < sql.length; ) {
    const opening = sql.startsWith('/*!', at) ? /\/\*!\d*/y : null
    if (opening !== null) opening.lastIndex = at
    const opened = opening?.exec(sql)?.[0]
    if (opened !== undefined) {
      isInside = true
      words.push({ kind: 'space', text: ' ' })
      at += opened.length
      continue
    }
    if (isInside && sql.startsWith('*/', at)) {
      isInside = false
      words.push({ kind: 'space', text: ' ' })
      at += 2
      continue
    }
    const [kind, text] = next(sql, at)
    words.push({ kind, text: kind === 'comment' && text.startsWith('/*M!') ? ' ' : text })
    at += text.length
  }
  return words
}

function next(sql: string, at: number): [Kind, string] {
  const quote = sql[at] ?? ''
  if (quote === "'" || quote === '"') return ['text', sql.slice(at, endOf(sql, at, quote))]
  if (quote === '`') return ['name', sql.slice(at, endOf(sql, at, quote))]
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const text = pattern.exec(sql)?.[0]
    if (text !== undefined) return [kind, text]
  }
  return ['other', sql.slice(at)]
}

/** Behind the quote that ends what begins here. By hand: a pattern over megabytes runs out of stack. */
function endOf(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\' && quote !== '`') at += 1
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1
      at += 1
    }
  }
  return sql.length
}

export const textOf = (words: readonly Word[]) => words.map(({ text }) => text).join('')

const isSilent = ({ kind }: Word) => kind === 'space' || kind === 'comment'

/** In small letters, one blank between words, texts empty: what a pattern over a statement can be sure of. */
export function skeletonOf(words: readonly Word[]): string {
  return words
    .filter((word) => !isSilent(word))
    .map(({ kind, text }) => (kind === 'text' ? "''" : kind === 'name' ? text : text.toLowerCase()))
    .join(' ')
}

/** Parts between commas that stand outside of parentheses. */
export function splitByComma(words: readonly Word[]): Word[][] {
  const parts: Word[][] = [[]]
  let depth = 0
  for (const word of words) {
    if (word.text === '(') depth += 1
    if (word.text === ')') depth -= 1
    if (word.text === ',' && depth === 0) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts
}

export const loud = (words: readonly Word[]) => words.filter((word) => !isSilent(word))

export function unquoted({ kind, text }: Word): string {
  if (kind === 'name') return text.slice(1, -1).replaceAll('``', '`')
  if (kind === 'text') return text.slice(1, -1)
  return text
}
