import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

test('what changed in the middle is removed and added where it stood, and the rest stays', () => {
  expect(lineDiff(['docker run \\', '  -e A=1 \\', '  oms:3.4.0'], ['docker run \\', '  -e A=2 \\', '  oms:3.4.0'])).toEqual([
    { kind: 'same', text: 'docker run \\' },
    { kind: 'removed', text: '  -e A=1 \\' },
    { kind: 'added', text: '  -e A=2 \\' },
    { kind: 'same', text: '  oms:3.4.0' },
  ])
  expect(lineDiff([], ['one'])).toEqual([{ kind: 'added', text: 'one' }])
  expect(lineDiff(['one'], [])).toEqual([{ kind: 'removed', text: 'one' }])
})

// A line that the diff loses is a difference that nobody sees.
test('both lists can be read back from the diff, whatever they hold', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const diff = lineDiff(a, b)
      expect(diff.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(a)
      expect(diff.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(b)
    }),
  )
})
