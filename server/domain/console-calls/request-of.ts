import type { ConsoleCall, Slot, Source } from '../../contract/console-calls.ts'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { parseJson } from './exchange.ts'
import { isObject, valueAt, withValueAt } from './json-paths.ts'

/** What the slots of a call are filled with. What a call does not need may be missing. */
export interface Filling {
  name?: string
  value?: string
  row?: unknown
  page?: number
  user?: string
  password?: string
  cookies?: ReadonlyMap<string, string>
  /** The answer to the sign-in. */
  token?: unknown
}

export interface CallRequest {
  method: ConsoleCall['method']
  url: URL
  headers: Record<string, string>
  body: string | undefined
}

/** The request that a learned call stands for, at this console. Codes: refused where something that it carries is not to be had. */
export function requestOf(call: ConsoleCall, origin: string, filling: Filling): CallRequest {
  const filled = call.slots.map(({ at, from }) => ({ at, content: contentOf(from, filling) }))
  const url = new URL(origin)
  url.pathname = pathOf(call, filled)
  // Of a name that stands twice the first is the slot's.
  for (const [name, value] of call.query) {
    const slot = filled.find(({ at }) => at.in === 'query' && at.name === name)
    url.searchParams.append(name, slot === undefined ? value : asText(slot.content))
  }
  const headers: Record<string, string> = { Accept: 'application/json', ...Object.fromEntries(call.headers) }
  for (const { at, content } of filled) if (at.in === 'header') headers[at.name] = asText(content)
  const body = bodyOf(call, filled)
  if (body !== undefined) headers['Content-Type'] = call.body?.is === 'form' ? 'application/x-www-form-urlencoded' : 'application/json'
  return { method: call.method, url, headers, body }
}

type Filled = { at: Slot['at']; content: unknown }[]

function contentOf(from: Source, filling: Filling): unknown {
  const content = rawContentOf(from, filling)
  if (content === undefined)
    throw new OperatorError('refused', say('console.teach.slotEmpty', { what: from.is }), { field: 'console.calls' })
  return content
}

function rawContentOf(from: Source, filling: Filling): unknown {
  switch (from.is) {
    case 'name':
      return filling.name
    case 'value':
      return from.as === 'text' || filling.value === undefined ? filling.value : parseJson(filling.value)
    case 'row':
      return valueAt(filling.row, from.path, filling.name)
    case 'page':
      return filling.page
    case 'user':
      return filling.user
    case 'password':
      return filling.password
    case 'cookie':
      return filling.cookies?.get(from.name)
    case 'token': {
      const token = valueAt(filling.token, from.path)
      return typeof token === 'string' ? `${from.prefix}${token}` : undefined
    }
    default:
      return from satisfies never
  }
}

function pathOf({ path }: ConsoleCall, filled: Filled): string {
  const segments = path.split('/')
  for (const { at, content } of filled) if (at.in === 'path') segments[at.index] = encodeURIComponent(asText(content))
  // A segment of dots would be taken for a way up.
  if (segments.some((segment) => segment === '..' || segment === '.'))
    throw new OperatorError('refused', say('console.teach.notACall', { part: 'path' }))
  return segments.join('/')
}

function bodyOf({ body }: ConsoleCall, filled: Filled): string | undefined {
  if (body === null) return undefined
  const inBody = filled.flatMap(({ at, content }) => (at.in === 'body' ? [{ path: at.path, content }] : []))
  // The shortest way first: what is put further down goes into what was put above it.
  const sorted = [...inBody].sort((a, b) => a.path.length - b.path.length)
  const fill = (whole: unknown) =>
    sorted.reduce((value, { path, content }) => withValueAt(value, path, likeBefore(content, valueAt(value, path))), whole)
  if (body.is === 'json') return JSON.stringify(fill(parseJson(body.text)))
  const fields = fill(Object.fromEntries(body.fields))
  return new URLSearchParams(body.fields.map(([name]) => [name, asText(valueAt(fields, [name]) ?? '')])).toString()
}

/** A number where the console was sent a number, a text where it was sent a text. */
function likeBefore(content: unknown, before: unknown): unknown {
  if (typeof before === 'number' && content !== null && Number.isFinite(Number(content))) return Number(content)
  return typeof before === 'string' ? asText(content) : content
}

function asText(content: unknown): string {
  return typeof content === 'string' ? content : isObject(content) || Array.isArray(content) ? JSON.stringify(content) : String(content)
}
