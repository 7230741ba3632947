import { LeaseLost } from '../engine/journal.ts'
import type { Permit } from '../engine/permit.ts'

const VALID_MS = 10_000

/** The permit of one act of a person outside a run: what the gate said a moment ago. A process that was frozen meanwhile has to ask again. */
export function briefPermit(): Permit {
  const given = performance.now()
  return {
    check() {
      if (performance.now() - given >= VALID_MS) throw new LeaseLost()
    },
  }
}
