import type { UpgradeStep } from './context.ts'
import { backUpDatabases } from './steps/back-up-databases/step.ts'
import { closingNote } from './steps/closing-note/step.ts'
import { haOff } from './steps/ha-off/step.ts'
import { haOn } from './steps/ha-on/step.ts'
import { initializeMetadata } from './steps/initialize-metadata/step.ts'
import { loadImage } from './steps/load-image/step.ts'
import { preflight } from './steps/preflight/step.ts'
import { serversOnline } from './steps/servers-online/step.ts'
import { startNewContainer } from './steps/start-new-container/step.ts'
import { stopOldContainer } from './steps/stop-old-container/step.ts'
import { trimHeartbeats } from './steps/trim-heartbeats/step.ts'
import { waitForComponents } from './steps/wait-for-components/step.ts'

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
