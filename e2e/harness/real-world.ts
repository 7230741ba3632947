import { openWorld } from '../../server/adapters/open-world.ts'
import { readSettings } from '../../server/env.ts'
import type { World } from '../../server/procedure/context.ts'

/** The adapters as the panel uses them, on the engine and the image folder of a sandbox. */
export function realWorld({ engineHost, imageFolder }: { engineHost: string; imageFolder: string }): World {
  return openWorld({ engine: readSettings({ DOCKER_HOST: engineHost }).engine, imageFolder, notifyAllow: [] })
}
