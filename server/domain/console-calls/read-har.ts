import { z } from 'zod'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { type Exchange, parseJson, readBody } from './exchange.ts'

export const MAXIMUM_HAR_BYTES = 32 * 1024 * 1024
const MAXIMUM_ENTRIES = 5000
/** No listing of parameters is larger; scripts and pictures of the console are. */
const MAXIMUM_ANSWER = 4 * 1024 * 1024
/** JSON values in all bodies together: each is looked at several times, and meanwhile no run of the panel renews its lease. */
const MAXIMUM_VALUES = 100_000
const SEPARATORS = new Set([...',:[{'].map((character) => character.charCodeAt(0)))
/** Longer ones carry what nobody types or clicks. */
const MAXIMUM_URL = 16_384

const Pair = z.object({ name: z.string(), value: z.string().default('') })
const Pairs = z.array(Pair).catch([])

const Entry = z.object({
  request: z.object({
    method: z.string(),
    url: z.url({ protocol: /^https?$/ }).max(MAXIMUM_URL),
    headers: Pairs,
    cookies: Pairs,
    postData: z
      .object({ mimeType: z.string().catch(''), text: z.string().catch(''), params: Pairs })
      .optional()
      .catch(undefined),
  }),
  response: z.object({
    status: z.number(),
    headers: Pairs,
    cookies: Pairs,
    content: z.object({ text: z.string().catch(''), encoding: z.string().optional().catch(undefined) }).catch({ text: '' }),
  }),
})

/** What a browser exported (HAR 1.2). Entries that are none are passed over; a file that is none is refused. Codes: bad-input. */
export function readHar(text: string): Exchange[] {
  const entries = entriesOf(text)
  const parsed = entries.slice(0, MAXIMUM_ENTRIES).flatMap((entry) => {
    const { success, data } = Entry.safeParse(entry)
    return success ? [data] : []
  })
  const texts = withinLimit(parsed.flatMap(textsOf))
  const exchanges = parsed.map((entry, at) => exchangeOf(entry, texts[2 * at] ?? '', texts[2 * at + 1] ?? ''))
  if (exchanges.length === 0) throw problem('noEntries', 'noEntriesHint')
  return exchanges
}

function entriesOf(text: string): unknown[] {
  if (text.length > MAXIMUM_HAR_BYTES) throw problem('tooLarge', 'tooLargeHint', { megabytes: MAXIMUM_HAR_BYTES / 1024 / 1024 })
  const whole = parseJson(text.replace(/^\uFEFF/, ''))
  if (whole === undefined) throw problem('notJson', 'exportHint')
  const har = z.object({ log: z.object({ entries: z.array(z.unknown()) }) }).safeParse(whole)
  if (!har.success) throw problem('notHar', 'exportHint')
  return har.data.log.entries
}

type Entry = z.infer<typeof Entry>

/** What was sent, and what came. */
function textsOf({ request: { postData }, response: { content } }: Entry): [sent: string, answer: string] {
  const params = new URLSearchParams(postData?.params.map(({ name, value }): [string, string] => [name, value]))
  const { text, encoding } = content
  const answer = text.length > MAXIMUM_ANSWER ? '' : encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
  return [postData?.text || params.toString(), answer]
}

/** The texts, each empty that is not read: smallest first, as the calls that are looked for are small among others, and of equals the last. */
function withinLimit(texts: string[]): string[] {
  const sizes = texts.map((text, at) => ({ at, size: separators(text) })).sort((a, b) => a.size - b.size || b.at - a.at)
  let sum = 0
  const read = new Set<number>()
  for (const { at, size } of sizes) {
    sum += size
    if (sum <= MAXIMUM_VALUES) read.add(at)
  }
  return texts.map((text, at) => (read.has(at) ? text : ''))
}

/** About as many as there are values in a JSON text. */
function separators(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) if (SEPARATORS.has(text.charCodeAt(at))) count += 1
  return count
}

function exchangeOf({ request, response }: Entry, sent: string, answer: string): Exchange {
  const pairs = (list: z.infer<typeof Pairs>) => list.map(({ name, value }): [string, string] => [name, value])
  return {
    method: request.method.toUpperCase(),
    url: new URL(request.url),
    // Some browsers list cookies beside the headers only.
    headers: withCookies(pairs(request.headers), pairs(request.cookies)),
    body: readBody(sent, request.postData?.mimeType ?? ''),
    status: response.status,
    setCookies: [...pairs(response.cookies), ...pairs(response.headers).flatMap(setCookiesOf)],
    answer: parseJson(answer),
  }
}

function withCookies(headers: [string, string][], cookies: [string, string][]): [string, string][] {
  if (cookies.length === 0 || headers.some(([name]) => name.toLowerCase() === 'cookie')) return headers
  return [...headers, ['Cookie', cookies.map(([name, value]) => `${name}=${value}`).join('; ')]]
}

function setCookiesOf([name, value]: [string, string]): [string, string][] {
  if (name.toLowerCase() !== 'set-cookie') return []
  // Browsers write several of them into one value, one a line.
  return value.split('\n').flatMap((line): [string, string][] => {
    const [, cookie, content] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? []
    return cookie === undefined || content === undefined ? [] : [[cookie, content]]
  })
}

function problem(key: 'noEntries' | 'tooLarge' | 'notJson' | 'notHar', hint: 'noEntriesHint' | 'tooLargeHint' | 'exportHint', params = {}) {
  return new OperatorError('bad-input', say(`console.teach.${key}`, params), { hint: say(`console.teach.${hint}`), field: 'console.calls' })
}
