import { OperatorError } from '../../errors.ts'
import type { ImageClients, ToolPair } from '../../procedure/ports/backups.ts'
import type { MetaDbServer } from '../../procedure/ports/metadb.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { fittingOfImage, PANEL } from './fitting-tools.ts'
import { lookInImage } from './image-clients.ts'
import { probeDump } from './probe-dump.ts'

const SIGN_IN_SECONDS = 15

/** Those that were found before OMS was stopped, or are found now while it runs, and sign in; otherwise the panel itself. */
export async function toolsOfImage(programs: ImagePrograms, server: Pick<MetaDbServer, 'clients'>, where: ImageClients): Promise<ToolPair> {
  const { container: id, installation, serverVersion, login, database, known } = where
  const container = await programs.container(id)
  if (container === null || !container.isRunning) {
    const image = known?.dump.flavour === 'panel' ? undefined : known?.dump.image
    const isThere = known?.dump.flavour === server.clients && image !== undefined && (await programs.hasImage(image.id))
    return known !== undefined && isThere ? known : { dump: PANEL, restore: PANEL }
  }
  const image = { id: container.image, name: container.name, container: id, installation }
  const pair = fittingOfImage(await lookInImage(programs, image), { ...server, version: serverVersion })
  if (pair.dump.flavour === 'panel') return pair
  // OMS's clients may reach another server by this address, or none, or lack what the account signs in by: the panel itself does not.
  const signsIn = await probeDump(programs, login, database, pair.dump, SIGN_IN_SECONDS).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof OperatorError)) throw error
      return false
    },
  )
  return signsIn ? pair : { dump: PANEL, restore: PANEL }
}
