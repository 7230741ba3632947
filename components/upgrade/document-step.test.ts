import { expect, test } from 'vitest'
import { documentStep } from './document-step.ts'

test.each([
  ['3.4.0 single-node, step 2.1', '2.1'],
  ['3.4.0 single-node, steps 5 and 6', '5'],
  ['3.4.0 single-node, step 8.5-8.6', '8.5-8.6'],
  ['3.4.0 single-node', null],
])('%s names paragraph %s', (source, number) => {
  expect(documentStep(source)).toBe(number)
})
