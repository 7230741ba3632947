import { uptime } from 'node:os'
import { LeaseLost } from './journal.ts'

/** The right to change the outside, asked at the last moment before each request, statement or process. */
export interface Permit {
  /** Throws LeaseLost where the right is gone, or may be gone. */
  check(): void
}

/** How long a renewal lets its holder change the outside: shorter than anybody waits before they take a lease over. */
export const PERMIT_MS = 10_000

/** A moment on two clocks that nobody sets. The second one also counts the time for which the machine was suspended. */
export interface Instant {
  processMs: number
  machineMs: number
}

export function instant(): Instant {
  return { processMs: performance.now(), machineMs: uptime() * 1000 }
}

export interface LeasePermit extends Permit {
  /** The renewal that was asked for at this moment succeeded. Not the moment of the answer: that one may have been long on its way. */
  renewed(askedAt: Instant): void
  /** True while `check` would not throw. */
  isValid(): boolean
  /** Another process has the lease. */
  revoke(): void
}

/** The permit of whoever holds a lease. A process that stood still finds it run out when it wakes up. */
export function leasePermit(takenAt: Instant, now: () => Instant = instant): LeasePermit {
  let renewedAt = takenAt
  let isRevoked = false
  const isValid = () => {
    const { processMs, machineMs } = now()
    return !isRevoked && processMs - renewedAt.processMs < PERMIT_MS && machineMs - renewedAt.machineMs < PERMIT_MS
  }
  return {
    renewed(askedAt) {
      if (askedAt.processMs > renewedAt.processMs) renewedAt = askedAt
    },
    isValid,
    revoke() {
      isRevoked = true
    },
    check() {
      if (!isValid()) throw new LeaseLost()
    },
  }
}

/** What a step that is over still tried to change. */
export class AttemptOver extends Error {
  constructor() {
    super('this attempt is over; nothing more is changed for it')
    this.name = 'AttemptOver'
  }
}

/** The permit of one attempt: the lease's, until the attempt has ended, so that work which goes on changes nothing more. */
export function attemptPermit(lease: Permit): Permit & { end(): void } {
  let isOver = false
  return {
    end() {
      isOver = true
    },
    check() {
      if (isOver) throw new AttemptOver()
      lease.check()
    },
  }
}
