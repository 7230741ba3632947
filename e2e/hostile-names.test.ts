import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dumpArguments } from '../server/adapters/backups/dump-arguments.ts'
import { checkArchiveName, isArchiveName } from '../server/adapters/images/archive-name.ts'
import { AdoptInput } from '../server/contract/installation.ts'
import { ContainerName } from '../server/contract/plan.ts'
import { quoteIdentifier } from '../server/domain/quote-identifier.ts'

const POISON = [
  '--result-file=/etc/x',
  '-e',
  '--',
  '$(id)',
  '`id`',
  ';id',
  '|id',
  '&&id',
  '\n--help',
  '\0',
  '\r\n',
  "'",
  '"',
  '\\',
  '../../etc/passwd',
  '/etc/passwd',
  '%2e%2e%2f',
  '..',
  '.',
  '',
  ' ',
  '\u202e',
  'ａ',
  '*',
  '~',
  '{a,b}',
  '<x',
  '>x',
  '#',
  '!',
]
const hostile = fc.oneof(
  fc.constantFrom(...POISON),
  fc
    .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...POISON), fc.string({ unit: 'binary', maxLength: 20 }))
    .map((parts) => parts.join('')),
)
const RUNS = { numRuns: 500 }

// Names are arguments of programs and parts of paths; 500 poisoned ones a rule.
test('a container name that is taken begins with a letter or digit and has no sign that a program or a path could read', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      if (ContainerName.safeParse(name).success) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/)
    }),
    RUNS,
  )
  for (const name of POISON) expect({ name, taken: ContainerName.safeParse(name).success }).toEqual({ name, taken: false })
})

test('an archive name that is taken stays inside its folder', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom('', '.tar', '.tar.gz'), (name, ending) => {
      const file = `${name}${ending}`
      if (isArchiveName(file)) expect(file).not.toMatch(/[/\\\0\r\n]|^\./)
      else expect(() => checkArchiveName(file)).toThrow()
    }),
    RUNS,
  )
  for (const file of [
    '../a.tar',
    '/a.tar',
    'a/b.tar',
    '..\\a.tar',
    '.a.tar',
    'a\0.tar',
    'a\n.tar',
    `${'a'.repeat(300)}.tar`,
    'a.tar/',
    '%2e%2e/a.tar',
  ])
    expect(isArchiveName(file)).toBe(false)
})

test('a database name is one operand of the dump program, whatever it is', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const argv = dumpArguments('', '/proc/self/fd/3', { tables: [name] }, name)
      expect(argv.slice(-3)).toEqual(['--', name, name])
      expect(argv.filter((argument) => argument === name)).toHaveLength(name === '--' ? 3 : 2)
    }),
    RUNS,
  )
})

test('a quoted identifier cannot end its own quotes', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      let quoted: string
      try {
        quoted = quoteIdentifier(name)
      } catch {
        return
      }
      expect(quoted.slice(1, -1).replaceAll('``', '')).not.toContain('`')
      expect(quoted).not.toContain('\0')
    }),
    RUNS,
  )
})

// fetch and its kin read files and other protocols where they are let.
test.each([
  'file:///etc/passwd',
  'ftp://a/',
  'gopher://a/',
  'unix:///var/run/docker.sock',
  'http+unix://x/',
  'javascript:alert(1)',
  'data:text/html,x',
  '//a/b',
  'a',
  '',
])('a console address %j is refused', (url) => {
  const { success } = AdoptInput.shape.console.shape.url.safeParse(url)
  expect(success).toBe(false)
})
