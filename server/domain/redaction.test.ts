import { expect, test } from 'vitest'
import { createRedactor } from './redaction.ts'
import { Secret } from './secret.ts'

function redact(line: string, ...values: string[]): string {
  return createRedactor(values.map((value) => new Secret(value)))(line)
}

// A password in a log line is a password in a report, a screenshot and a ticket.
test('every exact occurrence of a secret is hidden', () => {
  expect(redact('user x, password p@ss(1)*, again p@ss(1)*', 'p@ss(1)*')).toBe('user x, password [secret], again [secret]')
})

test('a secret that begins with another secret leaves no tail behind', () => {
  expect(redact('abc abcdef', 'abc', 'abcdef')).toBe('[secret] [secret]')
})

test('the spellings of JSON, option files and URLs are hidden too', () => {
  expect(redact('{"password":"a\\"b\\\\c"}', 'a"b\\c')).toBe('{"password":"[secret]"}')
  expect(redact('http://u:p%2Fw%20d@h/', 'p/w d')).toBe('http://u:[secret]@h/')
})

test('an empty secret hides nothing', () => {
  expect(redact('a line', '')).toBe('a line')
  expect(redact('a line')).toBe('a line')
})

test('what replaced a secret is not redacted again by a secret that occurs in it', () => {
  expect(redact('hunter2', 'hunter2', 'secret')).toBe('[secret]')
})

test('each line of a secret with line breaks is hidden', () => {
  expect(redact('second', 'first\nsecond')).toBe('[secret]')
})

// docker_init.sh prints the password of config.yaml between apostrophes, where each of its own is doubled.
test.each([
  ['YAML and SQL', `'p''s "q" $x \\ é&1'`],
  ['escaped SQL', `'p\\'s "q" $x \\\\ é&1'`],
  ['the shell between apostrophes', `'p'\\''s "q" $x \\ é&1'`],
  ['the shell between quotation marks', `"p's \\"q\\" \\$x \\\\ é&1"`],
  ['JSON', `"p's \\"q\\" $x \\\\ é&1"`],
  ['JSON in ASCII', `"p's \\"q\\" $x \\\\ \\u00e9&1"`],
  ['a URL', 'p%27s%20%22q%22%20%24x%20%5C%20%C3%A9%261'],
  ['a form', 'p%27s+%22q%22+%24x+%5C+%C3%A9%261'],
  ['a URL in small letters', 'p%27s%20%22q%22%20%24x%20%5c%20%c3%a9%261'],
])('a secret in the spelling of %s is hidden', (_, spelled) => {
  expect(redact(`oms_meta_password: ${spelled} !`, `p's "q" $x \\ é&1`)).toMatch(/^oms_meta_password: ['"]?\[secret\]['"]? !$/)
})
