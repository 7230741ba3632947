import { describe, expect, test } from 'vitest'
import { readEdition } from './image-edition.ts'

describe('readEdition', () => {
  test.each([
    ['oceanbase/oms-ce', 'feature_4.2.11', 'community'],
    ['oceanbase/oms', 'feature_4.0.0-ce', 'community'],
    ['oceanbase/oms', '4.0.0_ce_el7', 'community'],
    ['oceanbase/oms', '4.2.11-CE_bp1', 'community'],
    ['obartifact-store/oms', 'feature_3.4.0', 'enterprise'],
    ['ce/oms', 'latest', 'enterprise'],
    ['oceanbase/oms', 'certified_3.4.0', 'enterprise'],
    ['oms', null, 'enterprise'],
  ])('%s:%s is %s', (path, tag, edition) => {
    expect(readEdition({ path, tag })).toBe(edition)
  })
})
