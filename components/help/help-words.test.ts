import { expect, test } from 'vitest'
import { catalogueTexts } from '@/components/i18n/catalogue-texts.ts'
import { en } from '@/server/contract/messages/en.ts'
import { zh } from '@/server/contract/messages/zh.ts'

// A help page that sends people to a button which was renamed since costs them the minutes that they came to save.
test.each([
  ['en', en],
  ['zh', zh],
])('every button and page that the help names is called so in the panel (%s)', (_, { help, ...others }) => {
  const texts = [...catalogueTexts(others).values()]
  const named = [...catalogueTexts(help).values()].flatMap((text) => Array.from(text.matchAll(/<b>(.*?)<\/b>/g), ([, name = '']) => name))
  expect(named.length).toBeGreaterThan(20)
  const isSaid = (name: string) => texts.some((text) => text === name || new RegExp(`^${name}[:：] ?\\{`).test(text))
  expect(named.filter((name) => !isSaid(name))).toEqual([])
})
