import { instant, leasePermit, type Permit } from '../engine/permit.ts'

/**
 * The permit of one act of a person outside a run: what the gate said a moment ago. A process that was frozen meanwhile, or whose machine
 * was suspended, has to ask again.
 */
export function briefPermit(now = instant): Permit {
  return leasePermit(now(), now)
}
