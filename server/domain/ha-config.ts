import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import { setMember } from './json-members.ts'

/** What the panel needs of the system parameter `ha.config`. Null: the key is missing (old versions lack some). */
export interface HaConfig {
  /** The master switch. Only `enable` counts: the other enable… keys are true on healthy installations with HA off. */
  enabled: boolean
  perceiveStoreClientCheckpoint: boolean | null
  refetchStoreIntervalMin: number | null
}

export interface HaConfigChanges {
  enable?: boolean
  perceiveStoreClientCheckpoint?: boolean
  refetchStoreIntervalMin?: number
}

/** Reads the text of `ha.config`; OMS writes booleans and numbers also as strings. Anything else than a JSON object is refused. */
export function readHaConfig(text: string): HaConfig {
  const values = parse(text)
  const enabled = readBoolean(text, values, 'enable')
  if (enabled === null) throw unusable(text, 'enable')
  return {
    enabled,
    perceiveStoreClientCheckpoint: readBoolean(text, values, 'perceiveStoreClientCheckpoint'),
    refetchStoreIntervalMin: readNumber(text, values, 'refetchStoreIntervalMin'),
  }
}

/** The text with these keys changed and nothing else: unknown keys, order, spacing and spelling of numbers stay; a missing key is added at the end. */
export function mergeHaConfig(text: string, changes: HaConfigChanges): string {
  parse(text)
  return Object.entries(changes).reduce(
    (merged, [key, value]) => setMember(merged, key, (old) => (old?.startsWith('"') ? `"${value}"` : `${value}`)),
    text,
  )
}

function parse(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new OperatorError('refused', say('console.haConfig.notJson'), { hint: say('console.haConfig.repair'), raw: text, cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OperatorError('refused', say('console.haConfig.notObject'), { hint: say('console.haConfig.repair'), raw: text })
  }
  return value as Record<string, unknown>
}

function readBoolean(text: string, values: Record<string, unknown>, key: string): boolean | null {
  const value = Object.hasOwn(values, key) ? values[key] : null
  if (value === null || typeof value === 'boolean') return value
  const word = String(value).trim().toLowerCase()
  if (word === 'true' || word === 'false') return word === 'true'
  throw unusable(text, key)
}

function readNumber(text: string, values: Record<string, unknown>, key: string): number | null {
  const value = Object.hasOwn(values, key) ? values[key] : null
  if (value === null) return null
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unusable(text, key)
  return number
}

function unusable(text: string, key: string): OperatorError {
  return new OperatorError('refused', say('console.haConfig.unusableValue', { key }), { hint: say('console.haConfig.repair'), raw: text })
}
