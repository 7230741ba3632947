import { describe, expect, test } from 'vitest'
import { readEdition, readVersion } from './image-version.ts'

describe('readVersion', () => {
  test.each([
    ['feature_3.4.0', '3.4.0'],
    ['feature_4.2.11_ce', '4.2.11'],
    ['feature_3.4.0_el7_x86', '3.4.0'],
    ['4.0.0-ce', '4.0.0'],
    ['v4.3.1', '4.3.1'],
    ['feature_3.4.0-20231101', '3.4.0'],
  ])('%s is %s', (tag, version) => {
    expect(readVersion(tag)).toBe(version)
  })

  // A guess here would choose the wrong row of the upgrade paths.
  test.each([[null], ['latest'], ['feature_3.4'], ['4.2.9.1'], ['from_3.3.1_to_3.4.0']])('%j tells no single version', (tag) => {
    expect(readVersion(tag)).toBeNull()
  })
})

describe('readEdition', () => {
  test.each([
    ['oceanbase/oms-ce', 'feature_4.2.11', 'community'],
    ['oceanbase/oms', 'feature_4.0.0-ce', 'community'],
    ['oceanbase/oms', '4.0.0_ce_el7', 'community'],
    ['obartifact-store/oms', 'feature_3.4.0', 'enterprise'],
    ['ce/oms', 'latest', 'enterprise'],
    ['oceanbase/oms', 'certified_3.4.0', 'enterprise'],
    ['oms', null, 'enterprise'],
  ])('%s:%s is %s', (path, tag, edition) => {
    expect(readEdition({ path, tag })).toBe(edition)
  })
})
