import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { argumentNames } from '../contract/complete-params.ts'
import { LOCALES } from '../contract/locales.ts'
import { en } from '../contract/messages/en.ts'
import { zh } from '../contract/messages/zh.ts'
import type { SaidKey } from '../contract/said.ts'
import { inLanguage } from './in-language.ts'

function texts(tree: object, path: string[] = []): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[[...path, key].join('.'), value]] : texts(value as object, [...path, key]),
  )
}

const MESSAGES = { en: new Map(texts(en)), zh: new Map(texts(zh)) }

describe.each(LOCALES)('%s', (locale) => {
  // People read "outcomes.componentsNotRunning" at three in the morning and looked for it in the vendor's manual.
  test.each([
    ['with all its params', (names: string[]) => Object.fromEntries(names.map((name) => [name, 3]))],
    ['without any', () => ({})],
  ])('every text reads as text %s', (_, paramsOf) => {
    const wrong = [...MESSAGES[locale]]
      .filter(([, text]) => !/<\w+>/.test(text))
      .flatMap(([key, text]) => {
        const said = inLanguage(locale, { key: key as SaidKey, params: paramsOf(argumentNames(text)) })
        return said.includes(key) || /\{|\}|undefined/.test(said) ? [[key, said]] : []
      })
    expect(wrong).toEqual([])
  })

  test('a key of another version reads as text', () => {
    expect(inLanguage(locale, { key: 'outcomes.ofTomorrow' as SaidKey, params: { a: 1 } })).toBe(MESSAGES[locale].get('common.textMissing'))
  })
})

// "1 triggers": a number before a noun needs both of its forms.
test('English counts with the form of the noun that the number asks for', () => {
  const counted = /(?<!\{)\{(count|rows|tables|seconds|minutes|days|left|needed|done|total|runs)\} (?!is |was |has |bytes )[a-z]+s\b/
  expect([...MESSAGES.en].filter(([, text]) => counted.test(text.replace(/other \{(?:[^{}]|\{[^{}]*\})*\}/g, '')))).toEqual([])
})

/** `say('key', { a, b: 1 })` in the source: the key and the names it is given; null where they are not written out there. */
function saidIn(source: string): { key: string; given: string[] | null }[] {
  const found: { key: string; given: string[] | null }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'say') {
      const [key, params] = node.arguments
      if (key !== undefined && ts.isStringLiteral(key)) found.push({ key: key.text, given: namesOf(params) })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true))
  return found
}

function namesOf(params: ts.Expression | undefined): string[] | null {
  if (params === undefined) return []
  if (!ts.isObjectLiteralExpression(params) || params.properties.some(ts.isSpreadAssignment)) return null
  return params.properties.map(({ name }) => name?.getText() ?? '')
}

test('whoever says a text gives it every param', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  const all = files.flatMap((file) => {
    const source = readFileSync(`${root}/${file}`, 'utf8')
    return source.includes("say('") ? saidIn(source).map((said) => ({ file, ...said })) : []
  })
  expect(all.filter(({ given }) => given !== null).length).toBeGreaterThan(200)
  const lacking = all.flatMap(({ file, key, given }) => {
    const needed = argumentNames(MESSAGES.en.get(key) ?? '')
    return given === null || needed.every((name) => given.includes(name)) ? [] : [{ file, key, needed, given }]
  })
  expect(lacking).toEqual([])
}, 60_000)
