import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { argumentNames } from '@/server/contract/complete-params.ts'
import { en } from '@/server/contract/messages/en.ts'
import { zh } from '@/server/contract/messages/zh.ts'
import { askedKeys } from './asked-keys.ts'
import { catalogueTexts } from './catalogue-texts.ts'

const SCREEN_NAMESPACES = [
  'common',
  'adopt',
  'approval',
  'audit',
  'comfort',
  'help',
  'history',
  'jobs',
  'live',
  'notify',
  'people',
  'plan',
  'report',
  'review',
  'run',
]

const english = catalogueTexts(en)
const chinese = catalogueTexts(zh)

function sources(folder: string): string[] {
  const root = fileURLToPath(new URL(`../../${folder}`, import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  return files.map((file) => readFileSync(`${root}/${file}`, 'utf8'))
}

// A key that one language lacks is a raw key on the screen of half the readers.
test('both languages have the same keys', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  expect(english.size).toBeGreaterThan(100)
})

test('no text is empty', () => {
  const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key)
  expect(empty).toEqual([])
})

test('both languages use the same placeholders', () => {
  const differing = [...english].filter(
    ([key, text]) => `${argumentNames(text).sort()}` !== `${argumentNames(chinese.get(key) ?? '').sort()}`,
  )
  expect(differing.map(([key, text]) => [key, argumentNames(text), argumentNames(chinese.get(key) ?? '')])).toEqual([])
})

describe.each([
  ['en', en, english],
  ['zh', zh, chinese],
] as const)('%s', (locale, messages, texts) => {
  // A bracket too many shows a reader the key instead of the words.
  test('every text can be said', () => {
    const broken: string[] = []
    const t = createTranslator({
      locale,
      messages: messages as never,
      timeZone: 'UTC',
      onError: (error) => broken.push(error.message),
    })
    for (const [key, text] of texts) {
      const values = argumentNames(text).map((name) => [name, 3])
      const tags = Array.from(text.matchAll(/<(\w+)>/g), ([, name = '']) => [name, (chunks: string) => chunks])
      t.markup(key as never, Object.fromEntries([...values, ...tags]) as never)
    }
    expect(broken).toEqual([])
  })
})

// Texts that nobody shows are translated and reviewed for nothing, and hide that a screen lost a sentence.
test('every text of the screens is asked for by a component', () => {
  const asked = [...sources('components'), ...sources('app')].flatMap(askedKeys)
  const unused = [...english.keys()].filter(
    (key) => SCREEN_NAMESPACES.includes(key.split('.')[0] ?? '') && !asked.some((pattern) => pattern.test(key)),
  )
  expect(unused).toEqual([])
})
