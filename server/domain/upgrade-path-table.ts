import type { Edition } from '../contract/installation.ts'
import type { SaidKey } from '../contract/said.ts'

/** `vendor`: a page of the vendor. `field`: one operator's runbook. `unreadable`: the vendor's page exists but could not be read. */
export type PathEvidence = 'vendor' | 'field' | 'unreadable'

export interface UpgradeTarget {
  edition: Edition
  to: string
  /** Versions that may be upgraded to `to`: single ones or closed ranges; `last` null: every later one below the target. */
  from: (string | { first: string; last: string | null })[]
  evidence: PathEvidence
  /** True where the evidence names its sources without saying that others are excluded. */
  isOpen?: true
  conditions?: { says: SaidKey; unlessFrom?: string }[]
}

const fromV321 = { first: '3.2.1', last: null }

/** Upgrade paths as the vendor documents them for each target. */
export const UPGRADE_PATH_TABLE: readonly UpgradeTarget[] = [
  { edition: 'enterprise', to: '3.4.0', from: ['3.3.1'], evidence: 'vendor' },
  {
    edition: 'enterprise',
    to: '4.0.2',
    from: [fromV321],
    evidence: 'vendor',
    conditions: [{ says: 'sources.correctionJar', unlessFrom: '4.0.1' }],
  },
  { edition: 'enterprise', to: '4.2.2', from: [fromV321], evidence: 'field', isOpen: true },
  {
    edition: 'enterprise',
    to: '4.2.3',
    from: [{ first: '4.0.2', last: null }],
    evidence: 'vendor',
    isOpen: true,
    conditions: [{ says: 'sources.correctionJar', unlessFrom: '4.0.2' }],
  },
  { edition: 'enterprise', to: '4.3.1', from: [fromV321], evidence: 'vendor', conditions: [{ says: 'sources.noOblogproxyTasks' }] },
  { edition: 'community', to: '3.3.0', from: ['3.2.2'], evidence: 'vendor' },
  { edition: 'community', to: '3.3.1', from: ['3.3.0'], evidence: 'vendor' },
  { edition: 'community', to: '4.0.0', from: ['3.2.2', '3.3.0', '3.3.1'], evidence: 'vendor' },
  { edition: 'community', to: '4.1.0', from: ['3.2.2', '3.3.0', '3.3.1', '4.0.0'], evidence: 'vendor' },
  { edition: 'community', to: '4.1.1', from: [], evidence: 'vendor' },
  { edition: 'community', to: '4.2.0', from: ['4.1.1'], evidence: 'vendor' },
  { edition: 'community', to: '4.2.1', from: ['4.2.0'], evidence: 'vendor' },
  { edition: 'community', to: '4.2.2', from: ['4.2.1'], evidence: 'vendor' },
  { edition: 'community', to: '4.2.3', from: ['4.2.2', '4.1.0'], evidence: 'vendor' },
  { edition: 'community', to: '4.2.4', from: ['4.2.3'], evidence: 'vendor' },
  { edition: 'community', to: '4.2.5', from: [], evidence: 'unreadable', isOpen: true },
  {
    edition: 'community',
    to: '4.2.6',
    from: ['4.2.5', '4.2.4'],
    evidence: 'vendor',
    // The target's own page says 4.2.5, an overview of the vendor says 4.2.4.
    conditions: [{ says: 'sources.pagesDisagree' }],
  },
  { edition: 'community', to: '4.2.9', from: [{ first: '4.2.0', last: '4.2.8' }], evidence: 'vendor' },
]
