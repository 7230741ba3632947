import { expect, test, vi } from 'vitest'
import { say } from './contract/said.ts'

// A bundle with its own copy of the class would turn every refusal of an adapter into a nameless incident.
test('an operator error of another copy of the module is still one', async () => {
  const here = await import('./errors.ts')
  vi.resetModules()
  const there = await import('./errors.ts')
  expect(there.OperatorError).not.toBe(here.OperatorError)
  expect(new there.OperatorError('refused', say('errors.noJob'))).toBeInstanceOf(here.OperatorError)
  expect(new Error('another')).not.toBeInstanceOf(here.OperatorError)
})
