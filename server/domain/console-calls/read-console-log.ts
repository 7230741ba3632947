import { type Exchange, parseJson, readBody } from './exchange.ts'
import { isObject } from './json-paths.ts'

// Nobody publishes how a line of oms-web.log is written, only that it "records URL, path and response" (decision 0024). So any line
// counts that holds an address or a path, and JSON; what a value is for is told by the word before it.

/** Beyond this nothing of a line is looked at. */
const MAXIMUM_LINE = 1024 * 1024
const MAXIMUM_RECORDS = 20_000
/** Brackets of one line that turn out to begin no JSON; each costs a walk over the line. */
const MAXIMUM_MISSES = 50
const METHOD = /\bmethod["']?\s*[=:]\s*["']?(get|post|put|patch|delete)\b/i
const METHOD_WORD = /\b(GET|POST|PUT|PATCH|DELETE)\b/
const WHOLE_URL = /https?:\/\/[^\s,;"'<>\]})]+/
const PATH = /(?:^|[\s=:,"'([])(\/[A-Za-z][^\s,;"'<>\]})]*)/
const REQUEST = /(?:req|param|arg|body|query|input|form)[a-z]*$/i
const RESPONSE = /(?:res|resp|response|result|ret|return|output|answer|reply)[a-z]*$/i
const NEW_RECORD = /^(?:\s*(?:\[?\d{2,4}[-/.]\d|\d{2}:\d{2}|\[?(?:INFO|WARN|ERROR|DEBUG|TRACE)\b)|\{")/

export interface ReadLog {
  exchanges: Exchange[]
  /** Records of a call whose JSON ends too early, as where a logger cuts long lines. */
  cut: number
}

/** The calls that these lines speak of. Lines that are none are passed over. */
export function readConsoleLog(text: string): ReadLog {
  const found = joined(recordsOf(text)).map(readRecord)
  return { exchanges: found.flatMap(({ exchange }) => exchange ?? []), cut: found.filter(({ isCut }) => isCut).length }
}

/** A value that is printed over several lines belongs to the line it begins in. */
function recordsOf(text: string): string[] {
  const records: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const last = records.at(-1)
    if (last === undefined || NEW_RECORD.test(line)) records.push(line.slice(0, MAXIMUM_LINE))
    else if (last.length + line.length < MAXIMUM_LINE) records[records.length - 1] = `${last}\n${line}`
  }
  return records.slice(-MAXIMUM_RECORDS)
}

/** Loggers that write the request before it runs and the response after it: both carry the name of their thread. */
function joined(records: string[]): string[] {
  const open = new Map<string, number>()
  const result: string[] = []
  for (const record of records) {
    const thread = /\[([\w.:#-]*\d[\w.:#-]*)\]/.exec(withoutTime(record))?.[1]
    const begun = thread === undefined ? undefined : open.get(thread)
    if (thread !== undefined && isRequest(record)) open.set(thread, result.length)
    else if (thread !== undefined && begun !== undefined && /[{[]/.test(withoutTime(record).replace(`[${thread}]`, ''))) {
      result[begun] = `${result[begun]} ${withoutTime(record)}`
      open.delete(thread)
      continue
    }
    result.push(record)
  }
  return result
}

function withoutTime(record: string): string {
  return record.replace(/^\s*\[?\d{2,4}[-/.]\d[\d\s:.,T+/-]*Z?\]?/, ' ')
}

function isRequest(record: string): boolean {
  return WHOLE_URL.test(record) || PATH.test(record)
}

interface Fragment {
  label: string
  value: unknown
}

function readRecord(record: string): { exchange: Exchange | null; isCut: boolean } {
  const { rest, fragments, isCut } = fragmentsOf(withoutTime(record))
  const [only] = fragments
  const whole = fragments.length === 1 && rest.trim().length < 60 && isObject(only?.value) ? fromObject(only.value) : null
  const parts = whole ?? fromText(rest, fragments)
  return { exchange: parts && exchangeOf(parts), isCut: parts !== null && isCut }
}

interface Parts {
  method: string
  address: string
  request: unknown
  response: unknown
  status: number | null
}

/** A logger that writes each record as one JSON object. */
function fromObject(record: Record<string, unknown>): Parts | null {
  const entries = Object.entries(record)
  const pick = (names: RegExp) => entries.find(([key, value]) => names.test(key) && value !== null && value !== '')?.[1]
  const method = pick(/^(http|request)?_?method$/i)
  const address = pick(/^(request)?_?ur[li]$/i) ?? pick(/^(request)?_?path$/i)
  if (typeof address !== 'string') return isObject(record.message) ? fromObject(record.message) : null
  const status = Number(pick(/^(http|response)?_?status(code)?$/i))
  return {
    method: typeof method === 'string' ? method.toUpperCase() : '',
    address,
    request: pick(/^(req|request|param|arg|body|query|input|form)/i),
    response: pick(/^(res|resp|response|result|ret|return|output|answer|reply)/i),
    status: Number.isInteger(status) && status >= 100 ? status : null,
  }
}

function fromText(outside: string, fragments: Fragment[]): Parts | null {
  const rest = outside.slice(0, 20_000)
  const address = WHOLE_URL.exec(rest)?.[0] ?? PATH.exec(rest)?.[1]
  if (address === undefined) return null
  const method = (METHOD.exec(rest) ?? METHOD_WORD.exec(rest))?.[1]?.toUpperCase() ?? ''
  const status = /\b(?:status|http)[a-z]*\s*[=: ]\s*(\d{3})\b/i.exec(rest)?.[1]
  const asRequest = fragments.find(({ label }) => REQUEST.test(label) && !RESPONSE.test(label))
  const others = fragments.filter((fragment) => fragment !== asRequest)
  const asResponse = others.find(({ label }) => RESPONSE.test(label)) ?? others.at(-1)
  const first = asRequest ?? others.find((fragment) => fragment !== asResponse)
  const form = /(?:param|body|arg|request|form)[a-z]*\s*[=:]\s*([^\s{}[\]"']+=[^\s]*)/i.exec(rest)?.[1]
  return {
    method,
    address,
    request: first === undefined ? form : first.value,
    response: asResponse?.value,
    status: status === undefined ? null : Number(status),
  }
}

function exchangeOf({ method, address, request, response, status }: Parts): Exchange | null {
  if (!URL.canParse(address, 'http://console')) return null
  const url = new URL(address, 'http://console')
  // A method's arguments are written as a list; a body that is sent stands alone in it.
  const sent = Array.isArray(request) && request.length === 1 && isObject(request[0]) ? request[0] : request
  const answer = typeof response === 'string' ? (parseJson(response) ?? undefined) : response
  const isRead = method === 'GET' || (method === '' && sent === undefined)
  if (isRead && isObject(sent)) {
    for (const [key, value] of Object.entries(sent))
      if (typeof value !== 'object' && !url.searchParams.has(key)) url.searchParams.set(key, String(value))
  }
  const body = isRead || sent === undefined ? null : typeof sent === 'string' ? readBody(sent, '') : ({ is: 'json', value: sent } as const)
  return { method: method === '' ? (isRead ? 'GET' : 'POST') : method, url, headers: [], body, status, setCookies: [], answer }
}

/** The JSON in a line, each with the word before it, and the line without it. */
function fragmentsOf(line: string): { rest: string; fragments: Fragment[]; isCut: boolean } {
  const fragments: Fragment[] = []
  let rest = ''
  let isCut = false
  let misses = 0
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]
    if ((char !== '{' && char !== '[') || misses > MAXIMUM_MISSES) {
      rest += char
      continue
    }
    const end = endOfJson(line, at)
    const value = end === null ? undefined : parseJson(line.slice(at, end))
    if (end === null && /^[{[]\s*["{[]/.test(line.slice(at, at + 20))) {
      isCut = true
      break
    }
    if (end === null || typeof value !== 'object' || value === null) {
      misses += 1
      rest += char
      continue
    }
    fragments.push({ label: /([A-Za-z_]+)["']?\s*[=:>-]*\s*$/.exec(rest.slice(-80))?.[1] ?? '', value })
    rest += ' '
    at = end - 1
  }
  return { rest, fragments, isCut }
}

/** Behind the bracket that closes the one at `start`; null where none does. */
function endOfJson(line: string, start: number): number | null {
  let depth = 0
  let isText = false
  for (let at = start; at < line.length; at += 1) {
    const char = line[at]
    if (isText) {
      if (char === '\\') at += 1
      else if (char === '"') isText = false
    } else if (char === '"') isText = true
    else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return null
}
