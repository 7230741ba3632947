import Anser from 'anser'

export interface AnsiSpan {
  text: string
  /** Space-separated class names, empty where the text is plain. */
  classes: string
}

const ESCAPE = '\u001b'
const COLOUR = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/
// `hidden` and `blink` are left out: a log hides nothing and does not shout.
const DECORATIONS = new Set(['bold', 'dim', 'italic', 'underline'])

/** A log line as pieces of text with classes: text stays text, whatever it holds. */
export function ansiSpans(line: string): AnsiSpan[] {
  if (!line.includes(ESCAPE)) return [{ text: line, classes: '' }]
  const entries = Anser.ansiToJson(line, { json: true, use_classes: true, remove_empty: true })
  return entries.map((entry) => ({ text: entry.content, classes: classesOf(entry) }))
}

/** The line without its escape sequences, for searching and copying. */
export function ansiText(line: string): string {
  return line.includes(ESCAPE) ? Anser.ansiToText(line) : line
}

function classesOf(entry: Anser.AnserJsonEntry): string {
  const colour = COLOUR.exec(entry.fg ?? '')?.[1]
  const decorations = entry.decorations.filter((name) => DECORATIONS.has(name)).map((name) => `log-${name}`)
  return [...(colour === undefined ? [] : [`log-${colour}`]), ...decorations].join(' ')
}
