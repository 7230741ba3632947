import type { InstallationState } from '../contract/installation.ts'
import { type Said, say } from '../contract/said.ts'
import { readHaConfig } from '../domain/ha-config.ts'
import { OperatorError } from '../errors.ts'
import { readWindows } from '../queries/read-windows.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

const PATIENCE_MS = 8000

/**
 * HA and servers of an installation as its driver sees them now, each or why not, and its next window. Asked only while its own container
 * runs: another OMS on the same address or MetaDB would answer in its place. Codes: not-found.
 */
export async function readInstallationState(context: ServiceContext, id: string): Promise<InstallationState> {
  const { store, world } = context
  const now = world.clock.now()
  const { now: window } = await readWindows(store, id, now)
  const about = { at: now.toISOString(), window }
  let container: InstallationState['container'] = null
  try {
    const { console: login, node } = await openInstallation(context, id)
    const found = await world.docker.container(node.containerId)
    if (found === 'missing')
      return { ...about, container, seen: null, reason: say('errors.ownContainerGone', { name: node.containerName }) }
    const { name, state } = found
    container = { name, state }
    if (state !== 'running') return { ...about, container, seen: null, reason: say('errors.containerNotRunningNow', { name, state }) }
    const console = await world.consoles.open({ ...login, isWatching: true })
    try {
      const ha = readHaConfig(await console.parameter('ha.config')).enabled
      const servers = await console.servers(AbortSignal.timeout(PATIENCE_MS))
      return { ...about, container, seen: { ha, online: servers.filter(({ isOnline }) => isOnline).length, servers: servers.length } }
    } finally {
      await console.close()
    }
  } catch (cause) {
    return { ...about, container, seen: null, reason: reasonOf(cause) }
  }
}

function reasonOf(cause: unknown): Said {
  return cause instanceof OperatorError ? cause.problem.said : say('errors.serversUnreadable')
}
