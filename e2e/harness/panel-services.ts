import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openBackups } from '../../server/adapters/backups/open-backups.ts'
import { openConsoles } from '../../server/adapters/console/open-consoles.ts'
import { connectDocker } from '../../server/adapters/docker/connect-docker.ts'
import { openImageFolder } from '../../server/adapters/images/open-image-folder.ts'
import { connectMetaDbs } from '../../server/adapters/metadb/connect-meta-dbs.ts'
import { isListening } from '../../server/adapters/system/is-listening.ts'
import { systemClock } from '../../server/adapters/system/system-clock.ts'
import { createCipher } from '../../server/db/cipher.ts'
import { temporaryStore } from '../../server/db/testing/temporary-store.ts'
import { readSettings } from '../../server/env.ts'
import { executeOpenRuns } from '../../server/services/execute-open-runs.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import { sandboxState } from '../sandbox/state.ts'

/** The panel's services on the real parts of a sandbox, with a store of their own and without a web server. */
export async function panelServices(sandbox: string) {
  const state = sandboxState(sandbox)
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-services-'))
  const { store, databaseFile, close } = await temporaryStore()
  const metaDbs = connectMetaDbs()
  const incidents: unknown[] = []
  const parts = {
    store,
    cipher: createCipher(randomBytes(32)),
    world: {
      docker: connectDocker(readSettings({ DOCKER_HOST: state.engine.host }).engine),
      metaDbs,
      consoles: openConsoles(metaDbs),
      backups: openBackups(),
      images: openImageFolder(state.imageFolder),
      clock: systemClock,
      isListening,
    },
    backupFolder: path.join(folder, 'backups'),
    actor: 'test',
  }
  const runner = executeOpenRuns(parts, (cause) => incidents.push(cause))
  const services: ServiceContext = { ...parts, wake: runner.wake }
  return {
    services,
    state,
    databaseFile,
    incidents,
    async close() {
      await runner.stop()
      await close()
      rmSync(folder, { recursive: true })
    },
  }
}
