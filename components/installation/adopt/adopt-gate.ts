import type { ConnectionTest } from '@/server/contract/installation.ts'
import type { Result } from '@/server/contract/result.ts'

export type AdoptReason = 'notTested' | 'stale' | 'notPassed'

interface Tested {
  values: string
  result: Result<ConnectionTest>
}

/** Why these values may not be adopted yet; null where the test passed for exactly them. */
export function adoptGate(tested: Tested | undefined, values: string): AdoptReason | null {
  if (tested === undefined) return 'notTested'
  if (tested.values !== values) return 'stale'
  return tested.result.ok && tested.result.value.passed ? null : 'notPassed'
}
