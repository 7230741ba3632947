import type { JsonPath } from '../../contract/console-calls.ts'

/** A recording is somebody else's file: no depth and no number of values in it stops the panel. */
const MAXIMUM_DEPTH = 40
const MAXIMUM_VALUES = 200_000

export interface Leaf {
  path: JsonPath
  value: string | number | boolean | null
}

export interface Node {
  path: JsonPath
  value: unknown
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object or list that a text holds; undefined for any other text. */
export function parsedText(text: unknown): unknown {
  if (typeof text !== 'string' || !/^\s*["[{]/.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    // A text within a text is passed through only where JSON is in it.
    return typeof value === 'object' && value !== null ? value : parsedText(value)
  } catch {
    return undefined
  }
}

const known = new WeakMap<object, Node[]>()

/** Every value below `root`, itself first; texts that hold JSON are gone into. Bodies and answers are asked for again and again, and never change. */
export function nodesOf(root: unknown): readonly Node[] {
  if (typeof root !== 'object' || root === null) return readNodes(root)
  const nodes = known.get(root) ?? readNodes(root)
  known.set(root, nodes)
  return nodes
}

function readNodes(root: unknown): Node[] {
  const found: Node[] = []
  const visit = (path: JsonPath, value: unknown): void => {
    if (path.length > MAXIMUM_DEPTH || found.length >= MAXIMUM_VALUES) return
    found.push({ path, value })
    if (Array.isArray(value)) for (const [at, part] of value.entries()) visit([...path, at], part)
    else if (isObject(value)) for (const [key, part] of Object.entries(value)) visit([...path, key], part)
    else {
      const parsed = stepInto(value)
      if (parsed !== undefined) visit([...path, { is: 'parsed' }], parsed)
    }
  }
  visit([], root)
  return found
}

function stepInto(text: unknown): unknown {
  if (typeof text !== 'string' || parsedText(text) === undefined) return undefined
  return JSON.parse(text)
}

export function leavesOf(root: unknown): Leaf[] {
  return nodesOf(root).flatMap(({ path, value }): Leaf[] => {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return [{ path, value }]
    return typeof value === 'string' && parsedText(value) === undefined ? [{ path, value }] : []
  })
}

/** What is at the end of the path; undefined where the way does not exist. */
export function valueAt(root: unknown, path: JsonPath, name = ''): unknown {
  let value = root
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined
    else if (typeof step === 'object' && step.is === 'parsed') value = stepInto(value)
    else {
      const key = typeof step === 'string' ? step : name
      value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
    }
    if (value === undefined) return undefined
  }
  return value
}

/** A copy of `root` with the value at the path replaced; a way that does not exist changes nothing. */
export function withValueAt(root: unknown, path: JsonPath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    return Array.isArray(root) ? root.map((part: unknown, at) => (at === step ? withValueAt(part, rest, value) : part)) : root
  }
  if (typeof step === 'object') {
    const inner = step.is === 'parsed' ? stepInto(root) : undefined
    return inner === undefined ? root : JSON.stringify(withValueAt(inner, rest, value))
  }
  return isObject(root) && Object.hasOwn(root, step) ? { ...root, [step]: withValueAt(root[step], rest, value) } : root
}

export function startsWith(path: JsonPath, start: JsonPath): boolean {
  return start.length <= path.length && start.every((step, at) => JSON.stringify(step) === JSON.stringify(path[at]))
}

/** The nearest key in a path, for what a value is called. */
export function keyOf(path: JsonPath): string {
  const keys = path.filter((step) => typeof step === 'string')
  return keys.at(-1) ?? ''
}
