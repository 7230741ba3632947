import type { Edition } from '../contract/installation.ts'
import { type Said, type SaidKey, say } from '../contract/said.ts'
import { compareVersions, documentedVersion } from '../contract/versions.ts'
import { UPGRADE_PATH_TABLE, type UpgradeTarget } from './upgrade-path-table.ts'

export interface UpgradePath {
  /** undocumented: neither allowed nor refused by what is known; the operator has to confirm it. */
  verdict: 'allowed' | 'refused' | 'undocumented'
  /** Why, and who says so. */
  source: Said
  /** What else has to be true for this path. */
  conditions?: Said[]
}

/** Versions as `3.4.0` or `3.4.0_bp1`. The documents name no patches, so a path is looked up without them. */
export function upgradePath(edition: Edition, from: string, to: string): UpgradePath {
  const params = { from, to, edition }
  const order = compareVersions(to, from)
  if (order === 0) return { verdict: 'refused', source: say('sources.sameVersion', params) }
  if (order < 0) return { verdict: 'refused', source: say('sources.downgrade', params) }

  const [source, goal] = [documentedVersion(from), documentedVersion(to)]
  if (source === goal) return { verdict: 'undocumented', source: say('sources.patchOnly', params) }
  const target = UPGRADE_PATH_TABLE.find((entry) => entry.edition === edition && entry.to === goal)
  if (target === undefined) return { verdict: 'undocumented', source: say('sources.unknownTarget', params) }
  const conditions = conditionsOf(target, source)
  const allows = target.from.some((entry) => includes(entry, source))
  const answer: UpgradePath = allows
    ? { verdict: 'allowed', source: say(ALLOWED[target.evidence], params) }
    : target.isOpen === true
      ? { verdict: 'undocumented', source: say(OPEN[target.evidence], params) }
      : { verdict: 'refused', source: refusal(target, params) }
  return conditions.length === 0 || answer.verdict === 'refused' ? answer : { ...answer, conditions }
}

const ALLOWED: Record<UpgradeTarget['evidence'], SaidKey> = {
  vendor: 'sources.vendorAllows',
  field: 'sources.fieldAllows',
  unreadable: 'sources.vendorUnreadable',
}

const OPEN: Record<UpgradeTarget['evidence'], SaidKey> = {
  vendor: 'sources.vendorSilent',
  field: 'sources.fieldSilent',
  unreadable: 'sources.vendorUnreadable',
}

function refusal(target: UpgradeTarget, params: { from: string; to: string; edition: string }): Said {
  if (target.from.length === 0) return say('sources.freshOnly', params)
  const allowed = target.from.map((entry) => (typeof entry === 'string' ? entry : `${entry.first} – ${entry.last ?? `< ${target.to}`}`))
  return say('sources.vendorRefuses', { ...params, allowed: allowed.join(', ') })
}

function includes(entry: UpgradeTarget['from'][number], version: string): boolean {
  if (typeof entry === 'string') return entry === version
  return compareVersions(version, entry.first) >= 0 && (entry.last === null || compareVersions(version, entry.last) <= 0)
}

function conditionsOf(target: UpgradeTarget, from: string): Said[] {
  const applying = (target.conditions ?? []).filter(
    (entry) => entry.unlessFrom === undefined || compareVersions(from, entry.unlessFrom) < 0,
  )
  return applying.map((entry) => say(entry.says, { from, to: target.to }))
}
