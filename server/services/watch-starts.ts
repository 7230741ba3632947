import { requestMissingApprovals } from './request-approvals.ts'
import type { ServiceContext } from './service-context.ts'
import { startDue } from './start-due.ts'
import { voidLapsedApprovals } from './void-approvals.ts'

const LOOK_MS = 2_000

/** Looks at the clock for starts that are due, and for approvals that lapsed or became needed, for as long as the server runs. */
export function watchStarts(context: ServiceContext, onIncident: (cause: unknown) => void): { stop(): Promise<void> } {
  let isStopping = false
  let looking: Promise<void> | null = null
  async function look(): Promise<void> {
    const now = () => context.world.clock.now()
    const works = [
      () => voidLapsedApprovals(context.store, now()),
      () => requestMissingApprovals(context.store, now()),
      () => startDue(context),
    ]
    for (const work of works) {
      if (!isStopping) await work().catch(onIncident)
    }
    looking = null
  }
  // A look that takes long is not overtaken by the next one.
  const timer = setInterval(() => {
    looking ??= look()
  }, LOOK_MS)
  return {
    async stop() {
      isStopping = true
      clearInterval(timer)
      await looking
    },
  }
}
