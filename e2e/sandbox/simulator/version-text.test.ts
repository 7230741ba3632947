import { expect, test } from 'vitest'
import { plainVersion, spelledVersion } from './version-text.ts'

test.each([
  ['version-v', 'V3.3.1', 'V3.4.0'],
  ['version-ce', '3.3.1-CE', '3.4.0-CE'],
  ['version-bp', '3.3.1', '3.4.0_bp1'],
  [null, '3.3.1', '3.4.0'],
])('with %s V3.3.1 reads %s and V3.4.0 reads %s, and both are read back', (trait, old, young) => {
  const spelled = ['3.3.1', '3.4.0'].map((version) => spelledVersion(version, (name) => name === trait))
  expect(spelled).toEqual([old, young])
  expect(spelled.map(plainVersion)).toEqual(['3.3.1', '3.4.0'])
})
