import { randomUUID } from 'node:crypto'
import { PANEL } from '../contract/access.ts'
import { createLeases } from '../db/prisma-leases.ts'
import { type Lease, LeaseLost } from '../engine/journal.ts'
import { keepLease } from '../engine/keep-lease.ts'
import { type Instant, instant, leasePermit } from '../engine/permit.ts'
import { createUnfinished, type Unfinished } from '../engine/unfinished.ts'
import { executeRun, type RunnerHooks } from './execute-run.ts'
import type { ServiceContext } from './service-context.ts'

const LOOK_MS = 2_000

interface Runner {
  /** Looks for open runs now instead of at the next tick. */
  wake(): void
  /** How long ago it last looked. It looks every two seconds, also while it executes. */
  secondsSinceLook(): number
  stop(): Promise<void>
}

/**
 * Takes over every open run whose lease is free and executes it in this process: those just started here, and those that a dead
 * process left behind. `onIncident` hears of errors that end a pass; the run stays open and is tried again after its lease is free.
 */
export function executeOpenRuns(
  context: Omit<ServiceContext, 'wake'> & RunnerHooks,
  onIncident: (cause: unknown, runId: string) => void,
): Runner {
  const { store } = context
  const leases = createLeases(store, context.leaseMs === undefined ? {} : { leaseMs: context.leaseMs })
  const owner = randomUUID()
  const active = new Map<string, Promise<void>>()
  const unfinished = new Map<string, Unfinished>()
  const stopping = new AbortController()

  const unfinishedOf = (installationId: string): Unfinished => {
    const known = unfinished.get(installationId) ?? createUnfinished()
    unfinished.set(installationId, known)
    return known
  }

  async function execute(lease: Lease, takenAt: Instant): Promise<void> {
    const [lost, over] = [new AbortController(), new AbortController()]
    const permit = leasePermit(takenAt)
    const kept = keepLease({ renew: () => leases.renew(lease), permit, over: over.signal }).then((ended) => {
      if (ended === 'lost') lost.abort(new LeaseLost())
    })
    const left = unfinishedOf(lease.installationId)
    try {
      const right = { lease, permit, unfinished: left }
      await executeRun({ ...context, wake: () => {}, actor: PANEL }, right, AbortSignal.any([stopping.signal, lost.signal]))
    } catch (cause) {
      if (!stopping.signal.aborted && !(cause instanceof LeaseLost)) onIncident(cause, lease.runId)
    }
    const giveBack = async () => {
      over.abort()
      await kept
      if (left.isEmpty()) await leases.release(lease).catch(() => {})
    }
    if (left.isEmpty()) await giveBack()
    // Whoever gets the lease begins at once, so it is kept until nothing of this pass can reach the outside any more. This process
    // itself may go on meanwhile: it waits for the same.
    else void left.ended(stopping.signal).then(giveBack, giveBack)
    active.delete(lease.runId)
  }

  async function look(): Promise<void> {
    const open = await store.run.findMany({ where: { status: 'running' }, include: { job: { select: { installationId: true } } } })
    for (const run of open) {
      if (active.has(run.id) || stopping.signal.aborted) continue
      const about = { installationId: run.job.installationId, jobId: run.jobId, runId: run.id, runNumber: run.number }
      const askedAt = instant()
      const lease = await leases.take(about, owner)
      if (lease !== null && !active.has(run.id)) active.set(run.id, execute(lease, askedAt))
    }
  }

  let looking: Promise<void> = Promise.resolve()
  let lookedAt = performance.now()
  const wake = () => {
    looking = looking
      .then(look)
      .catch((cause: unknown) => onIncident(cause, 'none'))
      .then(() => {
        lookedAt = performance.now()
      })
  }
  const timer = setInterval(wake, LOOK_MS)
  wake()

  return {
    wake,
    secondsSinceLook: () => (performance.now() - lookedAt) / 1000,
    async stop() {
      stopping.abort(new Error('the panel is stopping'))
      clearInterval(timer)
      await looking
      await Promise.allSettled(active.values())
    },
  }
}
