import { describe, expect, test } from 'vitest'
import { upgradePath } from './upgrade-paths.ts'

describe('upgradePath', () => {
  test.each([
    ['enterprise', '3.3.1', '3.4.0', 'allowed', 'sources.vendorAllows'],
    ['enterprise', '3.2.1', '3.4.0', 'refused', 'sources.vendorRefuses'],
    ['enterprise', '3.4.0', '3.4.0', 'refused', 'sources.sameVersion'],
    ['enterprise', '4.2.11', '4.2.9', 'refused', 'sources.downgrade'],
    ['enterprise', '3.4.0', '4.2.2', 'allowed', 'sources.fieldAllows'],
    ['enterprise', '3.1.0', '4.2.2', 'undocumented', 'sources.fieldSilent'],
    ['enterprise', '4.0.2', '4.2.3', 'allowed', 'sources.vendorAllows'],
    ['enterprise', '3.4.0', '4.2.3', 'undocumented', 'sources.vendorSilent'],
    ['enterprise', '3.2.0', '4.3.1', 'refused', 'sources.vendorRefuses'],
    ['enterprise', '3.4.0', '4.2.11', 'undocumented', 'sources.unknownTarget'],
    ['community', '3.3.1', '3.4.0', 'undocumented', 'sources.unknownTarget'],
    ['community', '4.0.0', '4.1.1', 'refused', 'sources.freshOnly'],
    ['community', '4.0.0', '4.1.0', 'allowed', 'sources.vendorAllows'],
    ['community', '4.2.4', '4.2.5', 'undocumented', 'sources.vendorUnreadable'],
    ['community', '4.2.8', '4.2.9', 'allowed', 'sources.vendorAllows'],
    ['community', '4.1.1', '4.2.9', 'refused', 'sources.vendorRefuses'],
    ['enterprise', '3.3.1_bp3', '3.4.0_bp1', 'allowed', 'sources.vendorAllows'],
    ['community', '4.2.8_bp1', '4.2.9', 'allowed', 'sources.vendorAllows'],
    ['enterprise', '4.0.2', '4.0.2_bp2', 'undocumented', 'sources.patchOnly'],
    ['enterprise', '4.0.2_bp2', '4.0.2', 'refused', 'sources.downgrade'],
    ['enterprise', '4.0.2_bp2', '4.0.2_bp2', 'refused', 'sources.sameVersion'],
  ] as const)('%s from %s to %s: %s', (edition, from, to, verdict, key) => {
    const path = upgradePath(edition, from, to)
    expect(path.verdict).toBe(verdict)
    expect(path.source.key).toBe(key)
  })

  test('the correction JAR is asked for below 4.0.1 only', () => {
    expect(upgradePath('enterprise', '3.4.0', '4.0.2').conditions?.map((said) => said.key)).toEqual(['sources.correctionJar'])
    expect(upgradePath('enterprise', '4.0.1', '4.0.2').conditions).toBeUndefined()
  })

  test('where the pages of the vendor disagree, the operator hears of it', () => {
    const path = upgradePath('community', '4.2.4', '4.2.6')
    expect(path.conditions?.map((said) => said.key)).toEqual(['sources.pagesDisagree'])
  })

  test('a refusal names the versions that are allowed', () => {
    expect(upgradePath('community', '4.1.1', '4.2.9').source.params).toMatchObject({ allowed: '4.2.0 – 4.2.8' })
  })
})
