import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CONSOLE_PORT } from './config-yaml.ts'
import { omsAddress } from './own-network.ts'
import { isRunning, stopProcess } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import { spawnDetached } from './spawn-detached.ts'
import { type SandboxState, writeState } from './state.ts'
import { waitFor } from './wait-for.ts'

const PROGRAM = fileURLToPath(new URL('./front-proxy.mjs', import.meta.url))

/** Where people reach the console: OMS itself, or the virtual address of the proxy in front of it. */
export function consoleUrl(state: SandboxState): string {
  const address = state.traits.includes('console-proxy') ? `127.1.0.${11 + state.index}` : omsAddress(state)
  return `http://${address}:${CONSOLE_PORT}`
}

/** Starts the proxy where the site has one, and stops one that an earlier site had. */
export async function arrangeConsoleProxy(state: SandboxState): Promise<void> {
  if (!state.traits.includes('console-proxy')) return stopConsoleProxy(state)
  if (state.proxy !== null && isRunning(state.proxy)) return
  const { hostname, port } = new URL(consoleUrl(state))
  const target = `http://${omsAddress(state)}:${CONSOLE_PORT}`
  const mark = await spawnDetached(process.execPath, [PROGRAM, hostname, port, target], { logFile: join(state.folder, 'front-proxy.log') })
  state.proxy = mark
  writeState(state)
  const answers = async () => (await fetch(consoleUrl(state), { signal: AbortSignal.timeout(2_000) })).status > 0
  const isUp = await waitFor(async () => !isRunning(mark) || (await answers()), { timeoutSeconds: 10 })
  if (!isUp || !isRunning(mark)) throw new SandboxError(`The proxy did not start at ${consoleUrl(state)}.`)
}

export async function stopConsoleProxy(state: SandboxState): Promise<void> {
  if (state.proxy === null) return
  await stopProcess(state.proxy, 5)
  state.proxy = null
  writeState(state)
}
