import type { JsonPath } from '../../contract/console-calls.ts'
import type { Exchange } from './exchange.ts'
import { isObject, keyOf, type Node, nodesOf, parsedText, startsWith } from './json-paths.ts'

export const HA_CONFIG = 'ha.config'

const HA_KEYS = [
  'enableHost',
  'enableStore',
  'enableConnector',
  'enableJdbcWriter',
  'perceiveStoreClientCheckpoint',
  'subtopicStoreNumberThreshold',
  'checkRequestIntervalSec',
  'refetchStoreIntervalMin',
]

/** Whether a value is what OMS keeps as ha.config: the object, or the text of it. */
export function isHaValue(value: unknown, needsOtherKeys = false): boolean {
  const object = isObject(value) ? value : parsedText(value)
  if (!isObject(object) || !Object.hasOwn(object, 'enable')) return false
  const isSwitch = typeof object.enable === 'boolean' || /^(true|false)$/i.test(String(object.enable))
  return isSwitch && (!needsOtherKeys || HA_KEYS.some((key) => Object.hasOwn(object, key)))
}

export const OTHER_VALUE = /default|old|prev|last|init|origin|example|sample/i

export interface FoundParameter {
  rows: JsonPath
  /** Within a row; null where the request or a key names the parameter. */
  name: JsonPath | null
  /** Within a row; the step `name` stands for the parameter's own name. */
  value: JsonPath
  as: 'text' | 'json'
  /** The row of ha.config as it was recorded. */
  row: unknown
  recorded: unknown
}

/** Where an answer shows ha.config; null where it does not. */
export function findParameter({ answer }: Exchange): FoundParameter | null {
  const nodes = nodesOf(answer ?? null)
  const values = valuesIn(nodes)
  const byName = nodes.filter(({ value }) => value === HA_CONFIG)
  for (const value of values) {
    const keyed = byKey(value)
    if (keyed !== null) return keyed
  }
  // Deepest row first: the smallest part of the answer in which the name and the value stand together.
  const pairs = values.flatMap((value) => byName.map((name) => ({ value, name, rowPath: common(value.path, name.path) })))
  const [best] = pairs
    .filter(({ rowPath }) => isRow(rowPath, nodes))
    .sort((a, b) => b.rowPath.length - a.rowPath.length || a.value.path.length - b.value.path.length)
  if (best !== undefined) return inRow(best, nodes)
  const [alone] = values.filter(({ value }) => isHaValue(value, true))
  return alone === undefined
    ? null
    : { rows: [], name: null, value: alone.path, as: asOf(alone), row: nodeAt(nodes, []), recorded: alone.value }
}

/** A text that holds the object counts as the text, not as the object that is found within it. */
function valuesIn(nodes: readonly Node[]): Node[] {
  const found = nodes.filter(({ path, value }) => {
    const last = path.at(-1)
    const isInText = typeof last === 'object' && last.is === 'parsed'
    return !isInText && isHaValue(value)
  })
  // What was valid once, or would be without anybody's choice, is not what is valid.
  return [...found].sort((a, b) => Number(OTHER_VALUE.test(keyOf(a.path))) - Number(OTHER_VALUE.test(keyOf(b.path))))
}

function asOf({ value }: Node): 'text' | 'json' {
  return typeof value === 'string' ? 'text' : 'json'
}

/** `{"ha.config": …}`: the name is a key. */
function byKey(found: Node): FoundParameter | null {
  const at = found.path.indexOf(HA_CONFIG)
  if (at < 0) return null
  const value = found.path.map((step, index) => (index === at ? { is: 'name' as const } : step))
  return { rows: [], name: null, value, as: asOf(found), row: null, recorded: found.value }
}

function inRow({ value, name, rowPath }: { value: Node; name: Node; rowPath: JsonPath }, nodes: readonly Node[]): FoundParameter {
  const isListed = typeof rowPath.at(-1) === 'number'
  return {
    rows: isListed ? rowPath.slice(0, -1) : rowPath,
    name: name.path.slice(rowPath.length),
    value: value.path.slice(rowPath.length),
    as: asOf(value),
    row: nodeAt(nodes, rowPath),
    recorded: value.value,
  }
}

/** A whole list of rows is no row, unless it is a row of cells. */
function isRow(path: JsonPath, nodes: readonly Node[]): boolean {
  const value = nodeAt(nodes, path)
  return isObject(value) || (Array.isArray(value) && typeof path.at(-1) === 'number' && value.every((cell) => typeof cell !== 'object'))
}

function common(one: JsonPath, other: JsonPath): JsonPath {
  let length = 0
  while (length < one.length && startsWith(other, one.slice(0, length + 1))) length += 1
  return one.slice(0, length)
}

function nodeAt(nodes: readonly Node[], path: JsonPath): unknown {
  return nodes.find((node) => node.path.length === path.length && startsWith(node.path, path))?.value
}

const TOTAL = /^(total|totalCount|totalElements|totalNum|totalSize|totalRecords|recordCount)$/i

/** Where an answer says how many rows there are in all. */
export function findTotal({ answer }: Exchange, rows: JsonPath): JsonPath | null {
  const found = nodesOf(answer ?? null).filter(({ path, value }) => {
    const isCount = (typeof value === 'number' && Number.isInteger(value)) || (typeof value === 'string' && /^\d{1,9}$/.test(value))
    return isCount && TOTAL.test(keyOf(path)) && !startsWith(path, rows.length === 0 ? ['\0'] : rows)
  })
  return found.sort((a, b) => a.path.length - b.path.length)[0]?.path ?? null
}
