import { ConsoleCall, type Slot } from '../../contract/console-calls.ts'
import type { Exchange } from './exchange.ts'
import { isObject, keyOf, nodesOf, valueAt, withValueAt } from './json-paths.ts'
import { plainHeaders } from './plain-headers.ts'

const SUCCESS_KEYS = ['success', 'succeed', 'isSuccess', 'ok', 'code', 'errorCode', 'errCode', 'errno', 'ret', 'status']

/** A call is larger, or of another kind, than any call of a console. */
export class NotACall extends Error {}

/** A recorded request as data that can be sent again. What the slots fill is blanked: it belongs to the person who was recorded. */
export function callOf(exchange: Exchange, slots: Slot[], firstPage: 0 | 1 = 1): ConsoleCall {
  const { method, url, body } = exchange
  const segments = url.pathname.split('/')
  const query = [...url.searchParams]
  for (const { at } of slots) {
    if (at.in === 'path') segments[at.index] = '-'
    if (at.in === 'query') for (const field of query) if (field[0] === at.name && !/^\d+$/.test(field[1])) field[1] = ''
  }
  const parsed = ConsoleCall.safeParse({
    method,
    path: segments.join('/'),
    query,
    headers: plainHeaders(exchange),
    body: blanked(body, slots),
    slots,
    success: successOf(exchange),
    firstPage,
  })
  if (!parsed.success) throw new NotACall(parsed.error.issues[0]?.path.join('.') ?? '')
  return parsed.data
}

function blanked(body: Exchange['body'], slots: Slot[]): ConsoleCall['body'] {
  if (body === null) return null
  const paths = slots.flatMap(({ at }) => (at.in === 'body' ? [at.path] : []))
  // The deepest first: what is blanked further up takes the way with it.
  const deepest = [...paths].sort((a, b) => b.length - a.length)
  const blank = (whole: unknown) => deepest.reduce((value, path) => withValueAt(value, path, blankOf(valueAt(value, path))), whole)
  if (body.is === 'json') return { is: 'json', text: JSON.stringify(blank(body.value)) }
  const fields = blank(Object.fromEntries(body.fields))
  return { is: 'form', fields: body.fields.map(([name]) => [name, String(valueAt(fields, [name]) ?? '')]) }
}

/** Nothing of the same type, so that whoever fills it in knows which one the console takes. */
function blankOf(value: unknown): unknown {
  if (typeof value === 'number') return 0
  if (typeof value === 'boolean') return false
  return typeof value === 'string' ? '' : null
}

function successOf({ answer }: Exchange): ConsoleCall['success'] {
  if (!isObject(answer)) return null
  for (const key of SUCCESS_KEYS) {
    const value = Object.hasOwn(answer, key) ? answer[key] : undefined
    if (typeof value === 'boolean' || typeof value === 'number') return { key, equals: value }
    if (typeof value === 'string' && value !== '' && value.length <= 40) return { key, equals: value }
  }
  return null
}

/** Whether an answer says of itself that the call failed. Only the answer is asked: a recording does not always show the status. */
export function saysFailed(answer: unknown): boolean {
  if (!isObject(answer)) return false
  const { success, errors } = answer
  return success === false || /^false$/i.test(String(success)) || (Array.isArray(errors) && errors.length > 0)
}

/** Where a request says which page it wants; null where it asks for none. */
export function pageSpot({ url, body }: Exchange): { at: Slot['at']; page: number } | null {
  const PAGE = /^(page|pageNum|pageNumber|pageNo|pageIndex|current|currentPage|curPage)$/i
  const [inQuery] = [...url.searchParams].filter(([name, value]) => PAGE.test(name) && /^\d{1,4}$/.test(value))
  if (inQuery !== undefined) return { at: { in: 'query', name: inQuery[0] }, page: Number(inQuery[1]) }
  const value = body?.is === 'form' ? Object.fromEntries(body.fields) : body?.value
  const found = nodesOf(value).find(
    (node) => PAGE.test(keyOf(node.path)) && /^\d{1,4}$/.test(String(node.value)) && typeof node.path.at(-1) === 'string',
  )
  return found === undefined ? null : { at: { in: 'body', path: found.path }, page: Number(found.value) }
}
