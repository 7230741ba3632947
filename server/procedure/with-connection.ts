import type { UpgradeContext } from './context.ts'
import type { Console, MetaDb } from './ports.ts'

/** Opens the MetaDB for one piece of work and closes it whatever happens. */
export async function withMetaDb<T>(
  { world, installation }: Pick<UpgradeContext, 'world' | 'installation'>,
  work: (metaDb: MetaDb) => Promise<T>,
): Promise<T> {
  const metaDb = await world.metaDbs.open(installation.metaDb)
  try {
    return await work(metaDb)
  } finally {
    await metaDb.close()
  }
}

export async function withConsole<T>(
  { world, installation }: Pick<UpgradeContext, 'world' | 'installation'>,
  work: (console: Console) => Promise<T>,
): Promise<T> {
  const console = await world.consoles.open(installation.console)
  try {
    return await work(console)
  } finally {
    await console.close()
  }
}
