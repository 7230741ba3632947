import type { UpgradeStep } from './context.ts'
import { backUpDatabases } from './steps/back-up-databases.ts'
import { closingNote } from './steps/closing-note.ts'
import { haOff } from './steps/ha-off.ts'
import { haOn } from './steps/ha-on.ts'
import { initializeMetadata } from './steps/initialize-metadata.ts'
import { loadImage } from './steps/load-image.ts'
import { preflight } from './steps/preflight.ts'
import { serversOnline } from './steps/servers-online.ts'
import { startNewContainer } from './steps/start-new-container.ts'
import { stopOldContainer } from './steps/stop-old-container.ts'
import { trimHeartbeats } from './steps/trim-heartbeats.ts'
import { waitForComponents } from './steps/wait-for-components.ts'

/** The vendor's document in the order in which the panel does it: the image is loaded before the window. */
export const UPGRADE: UpgradeStep[] = [
  preflight,
  loadImage,
  haOff,
  stopOldContainer,
  trimHeartbeats,
  backUpDatabases,
  startNewContainer,
  waitForComponents,
  initializeMetadata,
  serversOnline,
  haOn,
  closingNote,
]
