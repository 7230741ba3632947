import { expect, test } from 'vitest'
import { pickLocale } from './pick-locale.ts'

test('the chosen language wins over what the browser prefers', () => {
  expect(pickLocale('zh', 'en-US,en;q=0.9')).toBe('zh')
  expect(pickLocale('tlh', 'zh-CN')).toBe('zh')
})

test('without a choice the browser decides, by quality and not by order', () => {
  expect(pickLocale(undefined, 'en;q=0.5, zh-CN;q=0.8')).toBe('zh')
  expect(pickLocale(undefined, 'fr-FR, zh;q=0, en;q=0.1')).toBe('en')
  expect(pickLocale(undefined, 'fr, de')).toBe('en')
  expect(pickLocale(undefined, null)).toBe('en')
})
