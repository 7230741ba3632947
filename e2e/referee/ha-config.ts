import type { Databases } from './compare-databases.ts'
import { textOf } from './insert-line.ts'

/** The text of ha.config in a picture; null where there is none. */
export function haConfigOf(databases: Databases): string | null {
  for (const { tables } of Object.values(databases)) {
    const table = tables.oms_normal_config
    if (table === undefined) continue
    const [name, value] = [table.columns.indexOf('cfg_name'), table.columns.indexOf('cfg_value')]
    const row = table.rows.find((one) => textOf(one[name] ?? '') === 'ha.config')
    if (row !== undefined) return textOf(row[value] ?? '')
  }
  return null
}

/** What may differ: `interval`: refetchStoreIntervalMin may be higher. `keys`: these may be anything, because the caller knows why. */
export interface HaAllowance {
  interval: 'equal' | 'not lower'
  keys?: string[]
}

/** Compared as JSON, because the order of keys and the blanks mean nothing. */
export function haDifferences(before: string | null, after: string | null, { interval, keys = [] }: HaAllowance): string[] {
  const [old, now] = [parsed(before), parsed(after)]
  if (old === null || now === null) return old === now && before === after ? [] : [`ha.config: - ${before}`, `ha.config: + ${after}`]
  const lines: string[] = []
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [one, other] = [old.get(key), now.get(key)]
    if (keys.includes(key)) continue
    if (key === 'refetchStoreIntervalMin' && interval === 'not lower') {
      if (!(Number(other) >= Number(one))) lines.push(`ha.config: ${key} was ${one}, is ${other}`)
    } else if (JSON.stringify(one) !== JSON.stringify(other))
      lines.push(`ha.config: ${key} was ${JSON.stringify(one)}, is ${JSON.stringify(other)}`)
  }
  return lines
}

function parsed(text: string | null): Map<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null
  } catch {
    return null
  }
}
