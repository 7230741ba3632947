/** A member of a JSON object by where it stands in the text. */
export interface JsonMember {
  key: string
  /** First character of the value. */
  start: number
  /** Behind the last character of the value. */
  end: number
}

/** The members of the outermost object of `text`, which must be valid JSON of an object. In the order of the text, doubles included. */
export function jsonMembers(text: string): JsonMember[] {
  const members: JsonMember[] = []
  let depth = 0
  let key: string | null = null
  let start = -1
  let end = -1
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string
    if (/\s/.test(char)) continue
    const tokenStart = i
    if (char === '"') i = endOfString(text, i)
    if (depth === 1 && (char === ',' || char === '}')) {
      if (key !== null) members.push({ key, start, end })
      key = null
      start = -1
    } else if (depth === 1 && key === null) {
      key = JSON.parse(text.slice(tokenStart, i + 1)) as string
    } else if (depth > 0 && !(char === ':' && start === -1)) {
      if (start === -1) start = tokenStart
      end = i + 1
    }
    if (char === '{' || char === '[') depth += 1
    if (char === '}' || char === ']') depth -= 1
  }
  return members
}

/**
 * The text with this member set and nothing else changed; `value` makes the new JSON text from the old one (null: there is none). A missing
 * member is added at the end. One that stands twice is changed twice: readers differ in which one counts.
 */
export function setMember(text: string, key: string, value: (old: string | null) => string): string {
  const members = jsonMembers(text)
  const found = members.filter((member) => member.key === key)
  if (found.length === 0) {
    const at = members.at(-1)?.end ?? text.indexOf('{') + 1
    return `${text.slice(0, at)}${members.length > 0 ? ',' : ''}${JSON.stringify(key)}:${value(null)}${text.slice(at)}`
  }
  // From the back, so that the places in front stay right.
  return found.reduceRight((set, { start, end }) => set.slice(0, start) + value(set.slice(start, end)) + set.slice(end), text)
}

/** Index of the quote that closes the string which opens at `open`. */
function endOfString(text: string, open: number): number {
  let i = open + 1
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i
}
