import { ansiSpans } from './ansi-spans.ts'

/** The text of one log line with its colours and the searched words marked. Always text, never markup. */
export function LogText({ text, search }: { text: string; search: string }) {
  let at = 0
  return ansiSpans(text).map((span) => {
    const key = at
    at += span.text.length + 1
    return (
      <span key={key} className={span.classes}>
        {search === '' ? span.text : marked(span.text, search)}
      </span>
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
