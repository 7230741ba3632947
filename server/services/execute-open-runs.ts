import { randomUUID } from 'node:crypto'
import { PANEL } from '../contract/access.ts'
import { createLeases } from '../db/prisma-leases.ts'
import { type Lease, LeaseLost } from '../engine/journal.ts'
import type { Permit } from '../engine/permit.ts'
import { executeRun, type RunnerHooks } from './execute-run.ts'
import type { ServiceContext } from './service-context.ts'

const RENEW_MS = 2_500
/** How long a renewal lets this process change the outside, on its own monotonic clock. */
const PERMIT_MS = 10_000
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
  const stopping = new AbortController()

  async function execute(lease: Lease): Promise<void> {
    const lost = new AbortController()
    let renewedAt = performance.now()
    const permit: Permit = {
      check() {
        if (lost.signal.aborted || performance.now() - renewedAt >= PERMIT_MS) throw new LeaseLost()
      },
    }
    const keep = async () => {
      const asked = performance.now()
      if (await leases.renew(lease)) renewedAt = asked
      else lost.abort(new LeaseLost())
    }
    // A renewal that could not be written is not one: the permit runs out unless a later one succeeds.
    const timer = setInterval(() => void keep().catch(() => {}), RENEW_MS)
    try {
      const wake = () => {}
      await executeRun({ ...context, wake, actor: PANEL }, lease, permit, AbortSignal.any([stopping.signal, lost.signal]))
    } catch (cause) {
      if (!stopping.signal.aborted && !(cause instanceof LeaseLost)) onIncident(cause, lease.runId)
    } finally {
      clearInterval(timer)
      await leases.release(lease).catch(() => {})
      active.delete(lease.runId)
    }
  }

  async function look(): Promise<void> {
    const open = await store.run.findMany({ where: { status: 'running' }, include: { job: { select: { installationId: true } } } })
    for (const run of open) {
      if (active.has(run.id) || stopping.signal.aborted) continue
      const about = { installationId: run.job.installationId, jobId: run.jobId, runId: run.id, runNumber: run.number }
      const lease = await leases.take(about, owner)
      if (lease !== null && !active.has(run.id)) active.set(run.id, execute(lease))
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
