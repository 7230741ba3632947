import { openBackups } from '../../server/adapters/backups/open-backups.ts'
import { openConsoles } from '../../server/adapters/console/open-consoles.ts'
import { connectDocker } from '../../server/adapters/docker/connect-docker.ts'
import { openImageFolder } from '../../server/adapters/images/open-image-folder.ts'
import { connectMetaDbs } from '../../server/adapters/metadb/connect-meta-dbs.ts'
import { openNoticeSender } from '../../server/adapters/notifications/open-notice-sender.ts'
import { isListening } from '../../server/adapters/system/is-listening.ts'
import { systemClock } from '../../server/adapters/system/system-clock.ts'
import { readSettings } from '../../server/env.ts'
import type { World } from '../../server/procedure/context.ts'

/** The adapters as the panel uses them, on the engine and the image folder of a sandbox. */
export function realWorld({ engineHost, imageFolder }: { engineHost: string; imageFolder: string }): World {
  const metaDbs = connectMetaDbs()
  return {
    docker: connectDocker(readSettings({ DOCKER_HOST: engineHost }).engine),
    metaDbs,
    consoles: openConsoles(metaDbs),
    backups: openBackups(),
    images: openImageFolder(imageFolder),
    notices: openNoticeSender({ allowed: [] }),
    clock: systemClock,
    isListening,
  }
}
