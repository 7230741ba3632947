import type { ConsoleCalls, JsonPath } from '../../contract/console-calls.ts'
import type { Exchange } from './exchange.ts'
import { findTotal } from './find-parameter.ts'
import { isObject, keyOf, leavesOf, nodesOf, valueAt } from './json-paths.ts'

type Found = Omit<ConsoleCalls['servers'], 'call'>

const IP = /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]*:[0-9a-f:.]+$/i
const STATUS_KEY = /status|state|health/i
const ONLINE = /^(online|在线)$/i
const KNOWN_WORD = /^(online|down|offline|在线|离线|下线)$/i

/** Rows of servers: each with an address and one of OMS's words for whether it is up. Null where the answer has none. */
export function findServers(exchange: Exchange): Found | null {
  const lists = nodesOf(exchange.answer ?? null).filter(({ value }) => Array.isArray(value) && value.length > 0 && value.every(isObject))
  const found = lists.flatMap(({ path, value }) => (Array.isArray(value) ? (inRows(path, value) ?? []) : []))
  const [best] = found.sort((a, b) => a.rows.length - b.rows.length)
  return best === undefined ? null : { ...best, total: findTotal(exchange, best.rows) }
}

function inRows(rows: JsonPath, list: unknown[]): Found | null {
  const [first] = list
  const leaves = leavesOf(first)
  const texts = (path: JsonPath) => list.map((row) => String(valueAt(row, path) ?? ''))
  const ip = leaves.find(({ path }) => texts(path).every((text) => IP.test(text)))
  const statuses = leaves.filter(
    ({ path }) => STATUS_KEY.test(keyOf(path)) || path.some((step) => typeof step === 'string' && STATUS_KEY.test(step)),
  )
  // "Online" and "Down" are the two words that the vendor's page names; a list of projects has other ones.
  const status = statuses.find(
    ({ path }) => texts(path).every((text) => text.trim() !== '') && texts(path).some((text) => KNOWN_WORD.test(text.trim())),
  )
  if (ip === undefined || status === undefined) return null
  const region = leaves.find(({ path, value }) => /^region(Name|Id|No)?$/i.test(keyOf(path)) && typeof value === 'string')
  const online = texts(status.path).find((text) => ONLINE.test(text.trim()))
  return { rows, ip: ip.path, status: status.path, region: region?.path ?? null, online: online?.trim() ?? 'Online', total: null }
}

/** Rows with an address and a status in words that the panel does not know: said to the person, because it is nearly what is wanted. */
export function unknownStatusWords({ answer }: Exchange): string | null {
  for (const { value } of nodesOf(answer ?? null)) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) continue
    const keys = value.flatMap(Object.keys)
    const looksLikeServers = ['ip', 'cpu', 'memory', 'disk'].every((word) => keys.some((key) => key.toLowerCase().includes(word)))
    const status = looksLikeServers ? leavesOf(value[0]).find(({ path }) => STATUS_KEY.test(keyOf(path))) : undefined
    if (status !== undefined && status.value !== null) return String(status.value).slice(0, 40)
  }
  return null
}
