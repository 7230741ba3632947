import type { ClientTool } from '../../../procedure/ports/backups.ts'
import { openBackups } from '../open-backups.ts'

/** The pair of MariaDB's clients on this machine. */
export async function clientTools(): Promise<{ dump: ClientTool; restore: ClientTool }> {
  const { dump, restore } = await openBackups().tools({ flavour: 'mariadb' })
  if (dump.flavour === 'panel' || restore.flavour === 'panel') throw new Error('the clients of MariaDB are not installed')
  return { dump, restore }
}
