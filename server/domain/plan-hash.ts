import { createHash } from 'node:crypto'
import type { Plan } from '../contract/plan.ts'

/** JSON with sorted keys: equal plans have equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
    .join(',')}}`
}

/** SHA-256, hex. What a person reviewed is exactly what runs; how long it may take is no part of that, as databases grow all the time. */
export function planHash({ downtimeSeconds: _, steps, ...plan }: Plan): string {
  const acts = steps.map(({ estimateSeconds: _, estimateSource: __, ...step }) => step)
  return createHash('sha256')
    .update(canonical({ ...plan, steps: acts }))
    .digest('hex')
}
