import type { Plan } from '../contract/plan.ts'
import { isTool, type TransferTried } from '../domain/way-back-tried.ts'
import type { UpgradeContext } from './context.ts'
import type { InstallationAccess } from './installation-access.ts'
import type { ClientTool, ImageClients, ToolPair } from './ports/backups.ts'
import type { MetaDbReader, MetaDbServer } from './ports/metadb.ts'
import { validTry } from './valid-try.ts'

export interface ChosenTools extends Readonly<{ pair: ToolPair }> {
  /** The rehearsal that speaks of this server, and when it was; null where there was none. */
  tried: { at: string; transfer: TransferTried } | null
  /** What fits and sits in OMS's image, and is not taken, for no rehearsal has used it. */
  unproven: ClientTool | null
}

/** Where clients may be found beside those of the panel's machine. `known`: as a plan has them from the time before OMS was stopped. */
export function imageClients(
  { id, node, metaDb, databases }: InstallationAccess,
  { version }: Pick<MetaDbServer, 'version'>,
  known?: ToolPair,
): ImageClients {
  const found = { container: node.containerId, installation: id, serverVersion: version, login: metaDb, database: databases.rm }
  return { ...found, ...(known !== undefined && { known }) }
}

/**
 * What dumps and restores here: the pair that fits the server, unless a rehearsal saw that it does not. Clients in OMS's image need one that
 * saw that they do: whether the engine gives them a container, and what they reach from it, would otherwise be found out with OMS down.
 */
export async function chosenTools(
  { world, installation, plan }: Pick<UpgradeContext, 'world' | 'installation'> & { plan?: Plan },
  metaDb: Pick<MetaDbReader, 'account'>,
  server: MetaDbServer,
): Promise<ChosenTools> {
  const fitting = await world.backups.tools(server, imageClients(installation, server, plan?.tools))
  const found = await validTry(installation, metaDb, server)
  const tried = found?.transfer === undefined ? null : { at: found.at, transfer: found.transfer }
  const isRefused = tried?.transfer.refused.some(({ tool }) => isTool(tool, fitting.dump)) ?? false
  const isProven = tried !== null && tried.transfer.by !== null && isTool(tried.transfer.by, fitting.dump)
  const { dump } = fitting
  const unproven = !isRefused && !isProven && dump.flavour !== 'panel' && dump.image !== undefined ? dump : null
  return { pair: isRefused || unproven !== null ? await world.backups.tools(server, 'panel') : fitting, tried, unproven }
}
