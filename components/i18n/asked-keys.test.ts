import { expect, test } from 'vitest'
import { askedKeys } from './asked-keys.ts'

const asks = (source: string, key: string) => askedKeys(source).some((pattern) => pattern.test(key))

test('a key is asked for by its literal, under the prefix of its own translator', () => {
  const source =
    "const t = useTranslations('plan')\nconst tStep = await getTranslations('steps.name')\nt('save.run', { count: list.map((x) => x) }); tStep('ha-on')"
  expect(asks(source, 'plan.save.run')).toBe(true)
  expect(asks(source, 'steps.name.ha-on')).toBe(true)
  expect(asks(source, 'steps.name.save.run')).toBe(false)
  expect(asks(source, 'plan.save.text')).toBe(false)
})

test('a template asks for what fits it, both branches of a choice are asked for', () => {
  const source = `const t = useTranslations('adopt')\nt(\`driver.\${value}Text\`); t(isOpen ? 'a.open' : 'a.shut')`
  expect(asks(source, 'adopt.driver.consoleText')).toBe(true)
  expect(asks(source, 'adopt.driver.console')).toBe(false)
  expect(asks(source, 'adopt.a.open') && asks(source, 'adopt.a.shut')).toBe(true)
})

// One call such as t(said.key) would otherwise make every text of the catalogue look used.
test('a call of which nothing is known asks for nothing', () => {
  expect(askedKeys('const t = useTranslations()\nt(said.key, said.params)')).toEqual([])
})
