import type { WindowSpec } from '@/server/contract/maintenance-window.ts'

/** What the form holds: every field, whichever kind is chosen, so that changing the kind loses nothing. */
export interface WindowDraft {
  kind: WindowSpec['kind']
  weekdays: number[]
  start: string
  minutes: number
  from: string
  to: string
  reason: string
}

const EMPTY: WindowDraft = { kind: 'weekly', weekdays: [6], start: '22:00', minutes: 180, from: '', to: '', reason: '' }

export function draftOf(spec: WindowSpec | null): WindowDraft {
  return { ...EMPTY, ...spec }
}

/** The field that still has to be filled, or null. */
export function missingIn({
  kind,
  weekdays,
  start,
  from,
  to,
  reason,
}: WindowDraft): 'weekdays' | 'start' | 'from' | 'to' | 'reason' | null {
  if (kind === 'weekly') return weekdays.length === 0 ? 'weekdays' : start === '' ? 'start' : null
  if (from === '') return 'from'
  if (to === '') return 'to'
  return kind === 'freeze' && reason.trim() === '' ? 'reason' : null
}

export function specOf({ kind, weekdays, start, minutes, from, to, reason }: WindowDraft): WindowSpec {
  if (kind === 'weekly') return { kind, weekdays: [...weekdays].sort(), start, minutes }
  return kind === 'once' ? { kind, from, to } : { kind, from, to, reason }
}
