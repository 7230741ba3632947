import { startEngine, stopEngine } from '../sandbox/engine.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import type { EngineState, SandboxState } from '../sandbox/state.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { frozen } from './frozen.ts'

export function engineOf({ engine }: SandboxState): EngineState {
  if (engine === null) throw new Error('the sandbox has no engine')
  return engine
}

/** Containers without a restart policy stay down, as after any restart of an engine. */
export async function restartEngine(sandbox: SandboxState): Promise<void> {
  if (!engineOf(sandbox).isOwn) throw new Error('only an engine of the sandbox may be restarted')
  await stopEngine(sandbox)
  await startEngine(sandbox)
}

/** What an operator does after the engine took OMS down with it. */
export async function startAgain(sandbox: SandboxState, id: string): Promise<void> {
  await engineClient(engineOf(sandbox)).getContainer(id).start()
  const isUp = await waitFor(async () => (await fetch(`${sandbox.oms?.console.url}/oms/health`)).ok, { timeoutSeconds: 30 })
  if (!isUp) throw new Error('the old OMS did not come up again')
}

/** An engine that takes connections and never answers; the returned function wakes it. */
export function freezeEngine(sandbox: SandboxState): () => void {
  const { isOwn, process: mark } = engineOf(sandbox)
  if (!isOwn || mark === null) throw new Error('only an engine of the sandbox may be stopped for a while')
  return frozen(mark.pid)
}
