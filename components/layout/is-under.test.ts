import { expect, test } from 'vitest'
import { isUnder } from './is-under.ts'

test('the overview is marked only on itself, the others also on pages below', () => {
  expect(isUnder('/', '/')).toBe(true)
  expect(isUnder('/upgrades', '/')).toBe(false)
  expect(isUnder('/upgrades/new', '/upgrades')).toBe(true)
  expect(isUnder('/upgrades-old', '/upgrades')).toBe(false)
})
