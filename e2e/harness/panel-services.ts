import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createCipher } from '../../server/db/cipher.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import { temporaryStore } from '../../server/db/testing/temporary-store.ts'
import { executeOpenRuns } from '../../server/services/execute-open-runs.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import { sandboxState } from '../sandbox/state.ts'
import { realWorld } from './real-world.ts'

/** The panel's services on the real parts of a sandbox, with a store of their own and without a web server. */
export async function panelServices(sandbox: string) {
  const state = sandboxState(sandbox)
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-services-'))
  const { store, databaseFile, close } = await temporaryStore()
  const incidents: unknown[] = []
  const key = randomBytes(32)
  const parts = {
    store,
    cipher: createCipher(key),
    world: realWorld({ engineHost: state.engine.host, imageFolder: state.imageFolder }),
    backupFolder: path.join(folder, 'backups'),
    actor: somebody('test'),
  }
  const runner = executeOpenRuns(parts, (cause) => incidents.push(cause))
  const services: ServiceContext = { ...parts, wake: runner.wake }
  return {
    services,
    state,
    databaseFile,
    /** Of the store's secrets, for a second process on it. */
    key,
    incidents,
    async close() {
      await runner.stop()
      await close()
      rmSync(folder, { recursive: true })
    },
  }
}
