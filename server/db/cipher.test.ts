import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { Secret } from '../domain/secret.ts'
import { createCipher } from './cipher.ts'

const cipher = createCipher(randomBytes(32))
const password = new Secret('p"a\\ss; 密码')

test('a sealed secret comes back whole and its text does not show it', () => {
  const sealed = cipher.seal(password, 'meta')
  expect(sealed).not.toContain('ss;')
  expect(cipher.open(sealed, 'meta').reveal()).toBe(password.reveal())
  expect(cipher.seal(password, 'meta')).not.toBe(sealed)
})

test('a changed text, another purpose and another key are refused', () => {
  const sealed = cipher.seal(password, 'meta')
  const cut = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(() => cipher.open(cut, 'meta')).toThrow()
  expect(() => cipher.open(sealed, 'console')).toThrow()
  expect(() => createCipher(randomBytes(32)).open(sealed, 'meta')).toThrow()
})
