import { createCipheriv, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import { createCipher } from './cipher.ts'

const key = randomBytes(32)
const cipher = createCipher(key)
const password = new Secret('p"a\\ss; 密码')

/** The words that a person reads where a value cannot be opened. */
function refusal(open: () => unknown): string {
  try {
    open()
  } catch (cause) {
    return cause instanceof OperatorError ? cause.problem.said.key : String(cause)
  }
  return 'opened'
}

/** As versions before keys had names sealed. */
function sealedBefore(text: string, purpose: string): string {
  const nonce = randomBytes(12)
  const old = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  const body = Buffer.concat([old.update(text, 'utf8'), old.final()])
  return ['v1', ...[nonce, old.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
}

test('a sealed secret comes back whole and its text does not show it', () => {
  const sealed = cipher.seal(password, 'meta')
  expect(sealed).not.toContain('ss;')
  expect(cipher.open(sealed, 'meta').reveal()).toBe(password.reveal())
  expect(cipher.seal(password, 'meta')).not.toBe(sealed)
})

// An upgrade of the panel itself would otherwise lose every password that was entered before it.
test('what was sealed before keys had names still opens, for its purpose only', () => {
  expect(cipher.open(sealedBefore('older', 'meta'), 'meta').reveal()).toBe('older')
  expect(refusal(() => cipher.open(sealedBefore('older', 'meta'), 'console'))).toBe('errors.sealedDamagedOrOtherKey')
})

// With one word for both, a person who only has to bring the key back would enter every password anew, or the other way round.
test('another key is told from a changed text, another purpose and an empty place', () => {
  const sealed = cipher.seal(password, 'meta')
  const cut = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  const shortTag = sealed.split('.').map((part, at) => (at === 3 ? part.slice(0, 6) : part))
  expect(refusal(() => createCipher(randomBytes(32)).open(sealed, 'meta'))).toBe('errors.sealedWithOtherKey')
  expect(refusal(() => cipher.open(cut, 'meta'))).toBe('errors.sealedDamaged')
  expect(refusal(() => cipher.open(shortTag.join('.'), 'meta'))).toBe('errors.sealedDamaged')
  expect(refusal(() => cipher.open(sealed, 'console'))).toBe('errors.sealedDamaged')
  expect(refusal(() => cipher.open('nonsense', 'meta'))).toBe('errors.sealedDamaged')
  expect(refusal(() => cipher.open('', 'meta'))).toBe('errors.nothingSealed')
})
