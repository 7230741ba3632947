import type { ClientTool } from '../../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { openBackups } from '../open-backups.ts'

/** The pair of MariaDB's clients on this machine. */
export async function clientTools(): Promise<{ dump: ClientTool; restore: ClientTool }> {
  const { dump, restore } = await openBackups().tools({ clients: 'mariadb' })
  if (dump.flavour === 'panel' || restore.flavour === 'panel') throw new Error('the clients of MariaDB are not installed')
  return { dump, restore }
}

/** Signs in with the dump tool of that pair, as a backup would. */
export async function probeByClient(login: MetaDbLogin, database: string): Promise<void> {
  await openBackups().probe(login, database, (await clientTools()).dump)
}
