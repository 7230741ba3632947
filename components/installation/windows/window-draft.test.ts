import { expect, test } from 'vitest'
import { WindowSpec } from '@/server/contract/maintenance-window.ts'
import { draftOf, missingIn, specOf } from './window-draft.ts'

test('a form that lacks nothing makes what the panel takes, and a stored window comes back as it was', () => {
  const specs: WindowSpec[] = [
    { kind: 'weekly', weekdays: [1, 6], start: '22:30', minutes: 90 },
    { kind: 'once', from: '2026-12-01T22:00', to: '2026-12-02T02:00' },
    { kind: 'freeze', from: '2026-12-24T00:00', to: '2027-01-02T00:00', reason: 'Year end' },
  ]
  for (const spec of specs) {
    expect(missingIn(draftOf(spec))).toBeNull()
    expect(WindowSpec.parse(specOf(draftOf(spec)))).toEqual(spec)
  }
})

test('what is missing is named', () => {
  const draft = draftOf(null)
  expect(missingIn({ ...draft, weekdays: [] })).toBe('weekdays')
  expect(missingIn({ ...draft, kind: 'once' })).toBe('from')
  expect(missingIn({ ...draft, kind: 'freeze', from: '2026-12-24T00:00', to: '2027-01-02T00:00' })).toBe('reason')
})
