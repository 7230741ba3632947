import { expect, test } from 'vitest'
import { NAV_PAGES } from '@/components/layout/nav-pages.ts'
import { type KeyPress, shortcutOf } from './shortcut-of.ts'

const PAGES = [{ key: 'u', href: '/upgrades' }]
const RESTING = { isMac: false, isTyping: false, isDialogOpen: false, singleKeys: true, hasBegun: false, pages: PAGES }

function pressed(key: string, facts: Partial<typeof RESTING> = {}, more: Partial<KeyPress> = {}) {
  return shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more }, { ...RESTING, ...facts })
}

// A reason for a rollback that is being typed must not take its writer to another page.
test('nothing that is typed into a field is a shortcut, but Ctrl K is one everywhere', () => {
  for (const key of ['?', 'g']) expect(pressed(key, { isTyping: true })).toBeNull()
  expect(pressed('u', { isTyping: true, hasBegun: true })).toBeNull()
  expect(pressed('k', { isTyping: true }, { ctrlKey: true })).toEqual({ open: 'palette' })
  expect(pressed('k')).toBeNull()
})

// Somebody who dictates says letters that would otherwise act (WCAG 2.1.4).
test('single keys do nothing once they are turned off', () => {
  expect(pressed('?')).toEqual({ open: 'keys' })
  expect(pressed('g')).toEqual({ begin: 'g' })
  expect(pressed('u', { hasBegun: true })).toEqual({ go: '/upgrades' })
  for (const key of ['?', 'g']) expect(pressed(key, { singleKeys: false })).toBeNull()
  expect(pressed('u', { singleKeys: false, hasBegun: true })).toBeNull()
  expect(pressed('K', { singleKeys: false }, { ctrlKey: true })).toEqual({ open: 'palette' })
})

test('a dialog, an input method, another key than g before, and what belongs to the browser are left alone', () => {
  expect(pressed('k', { isDialogOpen: true }, { ctrlKey: true })).toBeNull()
  expect(pressed('?', {}, { isComposing: true })).toBeNull()
  expect(pressed('u')).toBeNull()
  expect(pressed('x', { hasBegun: true })).toBeNull()
  expect(pressed('u', { hasBegun: true }, { ctrlKey: true })).toBeNull()
})

test('a Mac has its own key, and keeps Ctrl K for the field', () => {
  expect(pressed('k', { isMac: true }, { metaKey: true })).toEqual({ open: 'palette' })
  expect(pressed('k', { isMac: true }, { ctrlKey: true })).toBeNull()
})

test('no two pages have the same key', () => {
  expect(new Set(NAV_PAGES.map(({ key }) => key)).size).toBe(NAV_PAGES.length)
})
