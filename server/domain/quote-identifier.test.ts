import { expect, test } from 'vitest'
import { quoteIdentifier } from './quote-identifier.ts'

// Names come from config.yaml: one that ends its own quotes would be a statement.
test.each([
  ['rm_331', '`rm_331`'],
  ['oms-rm', '`oms-rm`'],
  ["o'rm", "`o'rm`"],
  ['o"rm', '`o"rm`'],
  ['a`; drop database b; -- ', '`a``; drop database b; -- x`'],
  ['``', '``````'],
])('%s stays one name', (name, quoted) => {
  expect(quoteIdentifier(name.endsWith(' ') ? `${name}x` : name)).toBe(quoted)
})

test.each(['', 'a\0b', 'trailing ', 'x'.repeat(65)])('%j is refused', (name) => {
  expect(() => quoteIdentifier(name)).toThrowError(expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-input' }) }))
})
