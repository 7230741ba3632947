import { describe, expect, test } from 'vitest'
import { compareVersions, readVersion, schemaMatches, VersionText } from '../contract/versions.ts'

describe('readVersion', () => {
  test.each([
    ['3.4.0', '3.4.0'],
    ['V3.4.0', '3.4.0'],
    ['v4.3.1', '4.3.1'],
    [' 3.4.0\n', '3.4.0'],
    ['OMS V3.4.0', '3.4.0'],
    ['4.2.11-CE', '4.2.11'],
    ['4.2.11_ce', '4.2.11'],
    ['feature_3.4.0', '3.4.0'],
    ['feature_4.2.11_ce', '4.2.11'],
    ['feature_3.4.0_el7_x86', '3.4.0'],
    ['feature_3.4.0-20231101', '3.4.0'],
    ['4.0.0-ce', '4.0.0'],
    ['03.04.00', '3.4.0'],
    ['oms_3.4.0.tar.gz', '3.4.0'],
    ['3.4.0_bp1', '3.4.0_bp1'],
    ['V4.0.2-BP2', '4.0.2_bp2'],
    ['4.0.2.bp2', '4.0.2_bp2'],
    ['4.0.2bp2', '4.0.2_bp2'],
    ['4.2.11_ce_bp10_el7_x86', '4.2.11_bp10'],
    ['4.2.11-CE-BP1.tar', '4.2.11_bp1'],
    ['3.4.0_bp0', '3.4.0'],
  ])('%j is %s', (text, version) => {
    expect(readVersion(text)).toBe(version)
    expect(VersionText.safeParse(version).success).toBe(true)
    expect(readVersion(version)).toBe(version)
  })

  // A guess here would choose the wrong row of the upgrade paths.
  test.each(['', 'latest', 'feature_3.4', '4.2.9.1', 'from_3.3.1_to_3.4.0', '3.4.0_bp1_bp2', '1123.4.0.5', '12345.1.1'])(
    '%j tells no single version',
    (text) => {
      expect(readVersion(text)).toBeNull()
    },
  )

  test('a word that only contains bp is no patch', () => {
    expect(readVersion('3.4.0_dbp1')).toBe('3.4.0')
    expect(readVersion('3.4.0_bp1x')).toBe('3.4.0')
  })
})

// Read as text, 4.2.9 would be newer than 4.2.11, and a patch would be no upgrade at all.
test.each([
  ['4.2.11', '4.2.9'],
  ['4.0.2_bp2', '4.0.2'],
  ['4.0.2_bp10', '4.0.2_bp9'],
  ['4.0.3', '4.0.2_bp7'],
])('%s is newer than %s', (newer, older) => {
  expect(compareVersions(newer, older)).toBeGreaterThan(0)
  expect(compareVersions(older, newer)).toBeLessThan(0)
})

test('the spelling does not count, and what cannot be read has no order', () => {
  expect(compareVersions('V3.4.0', 'feature_3.4.0')).toBe(0)
  expect(compareVersions('latest', '3.4.0')).toBeNaN()
})

describe('schemaMatches', () => {
  // Each of these was written by an init that did everything; refusing it left rollback as the only choice.
  test.each([
    ['3.4.0', '3.4.0'],
    ['V3.4.0', '3.4.0'],
    ['3.4.0-CE', '3.4.0'],
    ['3.4.0_bp1', '3.4.0'],
    ['3.4.0', '3.4.0_bp1'],
    ['3.4.0_BP1', '3.4.0_bp1'],
  ])('%s is the schema of %s', (seen, wished) => {
    expect(schemaMatches(seen, wished)).toBe('same')
  })

  test('another version, or another patch where both name one, is not', () => {
    expect(schemaMatches('3.3.1', '3.4.0')).toBe('other')
    expect(schemaMatches('4.0.2_bp1', '4.0.2_bp2')).toBe('other')
    expect(schemaMatches('trunk', '3.4.0')).toBe('unreadable')
  })
})
