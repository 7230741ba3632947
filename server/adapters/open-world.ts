import type { World } from '../procedure/context.ts'
import type { ToolPaths } from './backups/find-tools.ts'
import { openBackups, openBackupWriter } from './backups/open-backups.ts'
import { openConsoles, openConsoleWriters } from './console/open-consoles.ts'
import { connectDocker, connectDockerWriter } from './docker/connect-docker.ts'
import type { DockerAddress } from './docker/docker-address.ts'
import { openImageFolder } from './images/open-image-folder.ts'
import { connectMetaDbs, connectMetaDbWriters } from './metadb/connect-meta-dbs.ts'
import { openNoticeSender } from './notifications/open-notice-sender.ts'
import { isListening } from './system/is-listening.ts'
import { systemClock } from './system/system-clock.ts'

interface Settings {
  engine: DockerAddress
  toolPaths?: ToolPaths
  imageFolder: string
  /** Addresses that notices may go to although they are the panel's own host. */
  notifyAllow: string[]
}

/** The one place where adapters are chosen: readers at once, writers for whoever has a permit. */
export function openWorld({ engine, imageFolder, notifyAllow, toolPaths = {} }: Settings): World {
  const metaDbs = connectMetaDbs()
  return {
    docker: connectDocker(engine),
    metaDbs,
    consoles: openConsoles(metaDbs),
    backups: openBackups({ toolPaths, engine }),
    images: openImageFolder(imageFolder),
    notices: openNoticeSender({ allowed: notifyAllow }),
    clock: systemClock,
    isListening,
    writers(permit) {
      const changing = connectMetaDbWriters(permit)
      return {
        docker: connectDockerWriter(engine, permit),
        metaDbs: changing,
        consoles: openConsoleWriters(changing, permit),
        backups: openBackupWriter(permit, { toolPaths, engine }),
      }
    },
  }
}
