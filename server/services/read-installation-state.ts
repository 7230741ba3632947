import type { InstallationState } from '../contract/installation.ts'
import { type Said, say } from '../contract/said.ts'
import { readHaConfig } from '../domain/ha-config.ts'
import { OperatorError } from '../errors.ts'
import { readWindows } from '../queries/read-windows.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

const PATIENCE_MS = 8000

type Seen = { seen: { ha: boolean; online: number; servers: number } } | { seen: null; reason: Said }
type Oms = Pick<InstallationState, 'container'> & Seen

/**
 * HA and servers of an installation as its driver sees them now, each or why not, and its next window. Asked only while its own container
 * runs: another OMS on the same address or MetaDB would answer in its place. Codes: not-found.
 */
export async function readInstallationState(context: ServiceContext, id: string): Promise<InstallationState> {
  const { store, world } = context
  const now = world.clock.now()
  const { now: window } = await readWindows(store, id, now)
  const [metaDb, oms] = await Promise.all([readCipher(context, id), readOms(context, id)])
  return { at: now.toISOString(), window, metaDb, ...oms }
}

async function readOms(context: ServiceContext, id: string): Promise<Oms> {
  const { world } = context
  let container: InstallationState['container'] = null
  try {
    const { console: login, node } = await openInstallation(context, id)
    const found = await world.docker.container(node.containerId)
    if (found === 'missing') return { container, seen: null, reason: say('errors.ownContainerGone', { name: node.containerName }) }
    const { name, state } = found
    container = { name, state }
    if (state !== 'running') return { container, seen: null, reason: say('errors.containerNotRunningNow', { name, state }) }
    const console = await world.consoles.open({ ...login, isWatching: true })
    try {
      const ha = readHaConfig(await console.parameter('ha.config')).enabled
      const servers = await console.servers(AbortSignal.timeout(PATIENCE_MS))
      return { container, seen: { ha, online: servers.filter(({ isOnline }) => isOnline).length, servers: servers.length } }
    } finally {
      await console.close()
    }
  } catch (cause) {
    return { container, seen: null, reason: reasonOf(cause) }
  }
}

/** Whether sessions to the MetaDB are encrypted now: "if offered" must not hide that they are not. */
async function readCipher(context: ServiceContext, id: string): Promise<InstallationState['metaDb']> {
  try {
    const metaDb = await context.world.metaDbs.open((await openInstallation(context, id)).metaDb)
    return { cipher: await metaDb.cipher().finally(() => metaDb.close()) }
  } catch (cause) {
    return { unread: reasonOf(cause) }
  }
}

function reasonOf(cause: unknown): Said {
  return cause instanceof OperatorError ? cause.problem.said : say('errors.serversUnreadable')
}
