import { statementMark } from '../domain/statement-mark.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { ConsoleReader, ConsoleWriter } from './ports/console.ts'
import type { MetaDbReader, MetaDbWriter } from './ports/metadb.ts'

type Looking = Pick<UpgradeContext, 'world' | 'installation'>
type Changing = Pick<Acting<UpgradeContext>, 'writers' | 'installation' | 'job' | 'run' | 'attempt'>

/** Works with something that was opened, and closes it whatever happens. */
async function whileOpen<Opened extends { close(): Promise<void> }, T>(opened: Opened, work: (opened: Opened) => Promise<T>): Promise<T> {
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

export async function withMetaDb<T>({ world, installation }: Looking, work: (metaDb: MetaDbReader) => Promise<T>): Promise<T> {
  return await whileOpen(await world.metaDbs.open(installation.metaDb), work)
}

export async function withConsole<T>({ world, installation }: Looking, work: (console: ConsoleReader) => Promise<T>): Promise<T> {
  return await whileOpen(await world.consoles.open(installation.console), work)
}

export async function changeMetaDb<T>(context: Changing, work: (metaDb: MetaDbWriter) => Promise<T>): Promise<T> {
  const { writers, installation, job, run, attempt } = context
  return await whileOpen(await writers.metaDbs.open(installation.metaDb, statementMark({ job: job.id, run, attempt })), work)
}

export async function changeConsole<T>({ writers, installation }: Changing, work: (console: ConsoleWriter) => Promise<T>): Promise<T> {
  return await whileOpen(await writers.consoles.open(installation.console), work)
}
