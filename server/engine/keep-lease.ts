import { setTimeout as wait } from 'node:timers/promises'
import { type Instant, instant, type LeasePermit } from './permit.ts'

/** A permit outlasts three renewals that fail. */
const RENEW_MS = 2_500
/** An answer that takes longer is not waited for: the next renewal may be quicker. */
const ANSWER_MS = 3_000

interface Kept {
  /** False: another process has it. */
  renew(): Promise<boolean>
  permit: LeasePermit
  /** Ends the keeping, because the lease is given back. */
  over: AbortSignal
  now?: () => Instant
  renewMs?: number
  answerMs?: number
}

/** Renews a lease until it is over, or lost: another process has it, or it could not be renewed for as long as a permit lasts. */
export async function keepLease({
  renew,
  permit,
  over,
  now = instant,
  renewMs = RENEW_MS,
  answerMs = ANSWER_MS,
}: Kept): Promise<'over' | 'lost'> {
  while (!over.aborted) {
    const askedAt = now()
    const isMine = await inTime(renew(), answerMs).catch(() => null)
    // No answer is no renewal: it is not known whether another process has the lease by now.
    if (isMine === true) permit.renewed(askedAt)
    if (isMine === false) permit.revoke()
    if (!permit.isValid()) return over.aborted ? 'over' : 'lost'
    await wait(renewMs, undefined, { signal: over }).catch(() => {})
  }
  return 'over'
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
