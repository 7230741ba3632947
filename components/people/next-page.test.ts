import { expect, test } from 'vitest'
import { nextPage } from './next-page.ts'

// A link to the sign-in page must not be a way to send somebody who just typed a password to a look-alike.
test('after signing in nobody lands on another site', () => {
  for (const wanted of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '\\\\evil',
    '',
    '/sign-in?next=/',
  ]) {
    expect(nextPage(wanted), wanted).toBe('/')
  }
})

test('the page that was wanted is kept with its search and its place', () => {
  expect(nextPage('/upgrades/4?step=ha-on#line-7')).toBe('/upgrades/4?step=ha-on#line-7')
  expect(nextPage(null)).toBe('/')
})
