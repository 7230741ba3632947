import { startEngine, stopEngine } from '../sandbox/engine.ts'
import { startMetaDb, stopMetaDb } from '../sandbox/metadb.ts'
import { resetOms, stopOms } from '../sandbox/oms.ts'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import type { SandboxState, ServerName } from '../sandbox/state.ts'
import { readStatus } from '../sandbox/status.ts'
import { bundlePrograms } from './programs.ts'

/** A sandbox that works off rows one after the other; what this run started is stopped by `close`. */
export async function openLane(name: string, server?: ServerName): Promise<{ sandbox: SandboxState; close(): Promise<void> }> {
  const sandbox = openSandbox(name)
  const before = await readStatus(name)
  const isOurs = !(before.engineIsUp && before.metaDbIsUp)
  await bundlePrograms(sandbox)
  await startMetaDb(sandbox, server)
  await startEngine(sandbox)
  await resetOms(sandbox)
  return {
    sandbox,
    async close() {
      await resetOms(sandbox).catch(() => {})
      if (!isOurs) return
      await stopOms(sandbox)
      await stopEngine(sandbox)
      await stopMetaDb(sandbox)
    },
  }
}
