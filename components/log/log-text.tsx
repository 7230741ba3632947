import { ansiSpans } from './ansi-spans.ts'
import { linkedText } from './linked-text.ts'

/** The text of one log line with its colours, its addresses and the searched words marked. Always text, never markup. */
export function LogText({ text, search }: { text: string; search: string }) {
  let at = 0
  return ansiSpans(text).map((span) => {
    const key = at
    at += span.text.length + 1
    return (
      <span key={key} className={span.classes}>
        {linked(span.text, search)}
      </span>
    )
  })
}

function linked(text: string, search: string) {
  let at = 0
  return linkedText(text).map((piece) => {
    const key = at
    at += piece.text.length + 1
    const words = search === '' ? piece.text : marked(piece.text, search)
    if (piece.href === null) return <span key={key}>{words}</span>
    return (
      <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow" className="underline underline-offset-2">
        {words}
      </a>
    )
  })
}

function marked(text: string, search: string) {
  const wanted = search.toLowerCase()
  const pieces: React.ReactNode[] = []
  const lower = text.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>)
    from = at + wanted.length
  }
  pieces.push(text.slice(from))
  return pieces
}
