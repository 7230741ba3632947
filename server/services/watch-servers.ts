import { setTimeout as delay } from 'node:timers/promises'
import { lookAtServers } from './look-at-servers.ts'
import type { ServiceContext } from './service-context.ts'

const LOOK_MS = 5_000
/** A panel that is told to stop does not wait for a console that hangs. */
const STOP_MS = 1_000

/**
 * Looks at the servers of jobs that are under way, whether a page is open or not, so that afterwards it can be seen how long each of
 * them was away.
 */
export function watchServers(context: ServiceContext, onIncident: (cause: unknown) => void): { stop(): Promise<void> } {
  const look = lookAtServers(context, onIncident)
  let looking: Promise<void> | null = null
  // A look that takes long is not overtaken by the next one.
  const timer = setInterval(() => {
    looking ??= look()
      .catch(onIncident)
      .finally(() => {
        looking = null
      })
  }, LOOK_MS)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.race([looking, delay(STOP_MS, undefined, { ref: false })])
    },
  }
}
