import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { say } from '../contract/said.ts'
import { createLeases } from '../db/prisma-leases.ts'
import type { Lease } from '../engine/journal.ts'
import { keepLease } from '../engine/keep-lease.ts'
import { instant, leasePermit, type Permit } from '../engine/permit.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'

/** Longer than the lease of a process that died lasts, so that whoever comes after it gets a turn. */
const PATIENCE_MS = 20_000
const LOOK_MS = 250

export interface Patience {
  patienceMs?: number
  leaseMs?: number
}

/** Works while nobody else may change the installation: no run, and no other try. Codes: conflict where somebody else does. */
export async function whileAlone<T>(
  { store }: Pick<ServiceContext, 'store'>,
  installationId: string,
  { patienceMs = PATIENCE_MS, leaseMs }: Patience,
  work: (permit: Permit) => Promise<T>,
): Promise<T> {
  const leases = createLeases(store, leaseMs === undefined ? {} : { leaseMs })
  const owner = randomUUID()
  const begun = performance.now()
  let askedAt = instant()
  let lease: Lease | null = null
  while (lease === null) {
    askedAt = instant()
    lease = await leases.take({ installationId, jobId: '', runId: `way-back ${owner}`, runNumber: 0 }, owner)
    if (lease !== null) break
    if (performance.now() - begun > patienceMs) throw new OperatorError('conflict', say('errors.wayBackBusy'))
    await pause(LOOK_MS)
  }
  const held = lease
  const over = new AbortController()
  const permit = leasePermit(askedAt)
  const kept = keepLease({ renew: () => leases.renew(held), permit, over: over.signal })
  try {
    return await work(permit)
  } finally {
    over.abort()
    await kept
    await leases.release(held)
  }
}
