import type { ConsoleCall, JsonPath, Slot } from '@/server/contract/console-calls.ts'

export type SlotKind = Slot['from']['is']

/** A call with a name in braces for each part of its path that is filled in. */
export function callText({ method, path, query, slots }: ConsoleCall): string {
  const segments = path.split('/')
  for (const { at, from } of slots) if (at.in === 'path') segments[at.index] = `{${from.is === 'row' ? pathText(from.path) : from.is}}`
  const fields = query.map(([name, value]) => {
    const slot = slots.find(({ at }) => at.in === 'query' && at.name === name)
    return `${name}=${slot === undefined ? value : `{${slot.from.is}}`}`
  })
  return `${method} ${segments.join('/')}${fields.length > 0 ? `?${fields.join('&')}` : ''}`
}

/** A way into an answer as people write it: data › rows › value. */
export function pathText(path: JsonPath): string {
  const steps = path.flatMap((step) => {
    if (typeof step === 'string') return [step]
    if (typeof step === 'number') return [`[${step}]`]
    return step.is === 'name' ? ['ha.config'] : []
  })
  return steps.length === 0 ? '-' : steps.join(' › ')
}

/** Where the new value goes. */
export function placeText({ slots }: ConsoleCall): string {
  const at = slots.find(({ from }) => from.is === 'value')?.at
  if (at === undefined) return '-'
  return at.in === 'body' ? pathText(at.path) : at.in === 'path' ? '/' : at.name
}

/** What else the panel fills in each time, once each. */
export function slotKinds({ slots }: ConsoleCall): SlotKind[] {
  return [...new Set(slots.map(({ from }) => from.is))].filter((kind) => kind !== 'value')
}
