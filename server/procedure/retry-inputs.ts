import type { RetryInput } from '../contract/choice.ts'
import type { StepId } from '../contract/steps.ts'

const CONSOLE: StepId[] = ['preflight', 'ha-off', 'servers-online', 'ha-on', 'old-servers-online', 'ha-as-before']
const METADB: StepId[] = [
  'preflight',
  'stop-old-container',
  'trim-heartbeats',
  'back-up-databases',
  'save-current-databases',
  'restore-databases',
]

/** What may be corrected before a step is tried again, because it may have been wrong. */
export function retryInputs(id: StepId): RetryInput[] {
  return [
    ...(CONSOLE.includes(id) ? (['console-account'] as const) : []),
    ...(METADB.includes(id) ? (['metadb-password'] as const) : []),
    ...(id === 'load-image' ? (['image-archive'] as const) : []),
  ]
}
