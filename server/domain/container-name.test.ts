import { expect, test } from 'vitest'
import { suggestContainerName } from './container-name.ts'

test.each([
  ['oms_331', [], 'oms_340'],
  ['oms-3.3.1-a', [], 'oms-3.4.0-a'],
  ['oms_prod', [], 'oms_340'],
  ['oms_3310', [], 'oms_340'],
  ['oms_331', ['oms_340'], 'oms_340_2'],
  ['oms_331', ['oms_340', 'oms_340_2'], 'oms_340_3'],
])('%s with %j taken becomes %s', (old, taken, name) => {
  expect(suggestContainerName(old, '3.3.1', '3.4.0', taken)).toBe(name)
})
