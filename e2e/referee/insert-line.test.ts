import { expect, test } from 'vitest'
import { readInsert, textOf } from './insert-line.ts'

// A row that is cut at a comma of its own text would be compared by halves.
test.each([
  ['numbers and NULL', '(1,NULL,-2.5,0xFF00)', ['1', 'NULL', '-2.5', '0xFF00']],
  [
    'commas, brackets and quotes in a text',
    "('a,b) VALUES (','it\\'s','\\\\',_binary 'x')",
    ["'a,b) VALUES ('", "'it\\'s'", "'\\\\'", "_binary 'x'"],
  ],
  ['line ends and a doubled quote', "('a\\nb','c''d','','e')", ["'a\\nb'", "'c''d'", "''", "'e'"]],
])('%s', (_, text, values) => {
  const columns = values.map((_value, index) => `\`c${index}\``).join(', ')
  expect(readInsert(`INSERT INTO \`odd\`\`name\` (${columns}) VALUES ${text};`)).toEqual({
    table: 'odd`name',
    columns: values.map((_value, index) => `c${index}`),
    values,
  })
})

test.each([
  'INSERT INTO `t` (`a`) VALUES (1),(2);',
  "INSERT INTO `t` (`a`) VALUES ('x);",
  'INSERT INTO `t` (`a`, `b`) VALUES (1);',
  'INSERT INTO `t` VALUES (1);',
])('what is not exactly one row with its columns is an error: %s', (line) => {
  expect(() => readInsert(line)).toThrow()
})

test('a quoted value gives its text back', () => {
  expect(textOf("'a\\'b\\n\\\\n''c'")).toBe("a'b\n\\n'c")
})
