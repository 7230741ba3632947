import { isTool, type TransferTried } from '../domain/way-back-tried.ts'
import type { UpgradeContext } from './context.ts'
import type { ToolPair } from './ports/backups.ts'
import type { MetaDbReader, MetaDbServer } from './ports/metadb.ts'
import { validTry } from './valid-try.ts'

export interface ChosenTools extends Readonly<{ pair: ToolPair }> {
  /** The rehearsal that speaks of this server, and when it was; null where there was none. */
  tried: { at: string; transfer: TransferTried } | null
}

/** What dumps and restores here: the pair that fits the server, unless a rehearsal saw that it does not. */
export async function chosenTools(
  { world, installation }: Pick<UpgradeContext, 'world' | 'installation'>,
  metaDb: Pick<MetaDbReader, 'account'>,
  server: MetaDbServer,
): Promise<ChosenTools> {
  const fitting = await world.backups.tools(server)
  const found = await validTry(installation, metaDb, server)
  const tried = found?.transfer === undefined ? null : { at: found.at, transfer: found.transfer }
  const isRefused = tried?.transfer.refused.some(({ tool }) => isTool(tool, fitting.dump)) ?? false
  return { pair: isRefused ? await world.backups.tools(server, 'panel') : fitting, tried }
}
