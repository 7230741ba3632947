import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engineClient } from './engine-client.ts'
import { findProgram } from './find-program.ts'
import { isRunning, stopProcess } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import { spawnDetached } from './spawn-detached.ts'
import { type EngineState, type SandboxState, writeState } from './state.ts'
import { waitFor } from './wait-for.ts'

const DEFAULT_SOCKET = '/var/run/docker.sock'
const SHIM = fileURLToPath(new URL('./runtime-shim.mjs', import.meta.url))

/** Uses the machine's engine where there is one, else starts an own one; a running own one is used again. */
export async function startEngine(state: SandboxState): Promise<EngineState> {
  const previous = state.engine
  if (previous?.isOwn && previous.process && isRunning(previous.process) && (await answers(previous))) return previous
  const engine = (await machineEngine()) ?? (await startOwn(state))
  state.engine = engine
  writeState(state)
  return engine
}

/** Stops the engine if the sandbox started it; images and containers stay on disk for the next start. */
export async function stopEngine(state: SandboxState): Promise<void> {
  if (state.engine?.isOwn && state.engine.process) await stopProcess(state.engine.process, 40)
  state.engine = null
  writeState(state)
}

export async function answers(engine: Pick<EngineState, 'socketPath'>): Promise<boolean> {
  return engineClient(engine)
    .ping()
    .then(
      () => true,
      () => false,
    )
}

async function machineEngine(): Promise<EngineState | null> {
  const host = process.env.DOCKER_HOST
  if (host) {
    const socketPath = host.startsWith('unix://') ? host.slice('unix://'.length) : null
    const engine = { isOwn: false, host, socketPath, process: null }
    if (!(await answers(engine))) throw new SandboxError(`DOCKER_HOST is set to ${host}, but no Docker engine answers there.`)
    return engine
  }
  const engine = { isOwn: false, host: `unix://${DEFAULT_SOCKET}`, socketPath: DEFAULT_SOCKET, process: null }
  return existsSync(DEFAULT_SOCKET) && (await answers(engine)) ? engine : null
}

async function startOwn(state: SandboxState): Promise<EngineState> {
  const dockerd = findProgram('dockerd', 'docker.io')
  const runc = findProgram('runc', 'runc')
  if (process.getuid?.() !== 0) {
    throw new SandboxError('No Docker engine answers, and only root can start one. Start Docker, set DOCKER_HOST, or run this as root.')
  }
  const dataRoot = join(state.folder, 'docker')
  const logFile = join(state.folder, 'dockerd.log')
  const socketPath = join(state.runFolder, 'd.sock')
  mkdirSync(dataRoot, { recursive: true })
  const runtime = writeRuntime(state.folder, runc)
  const args = [
    ['--host', `unix://${socketPath}`],
    ['--data-root', dataRoot],
    ['--exec-root', join(state.runFolder, 'x')],
    ['--pidfile', join(state.runFolder, 'd.pid')],
    // A file of its own: the machine's /etc/docker/daemon.json is for the machine's engine.
    ['--config-file', ownConfiguration(state.folder)],
    ['--add-runtime', `sandbox=${runtime}`],
    ['--default-runtime', 'sandbox'],
    ['--bridge=none', '--iptables=false', '--ip6tables=false'],
  ].flat()
  const path = [dirname(dockerd), dirname(runc), '/usr/sbin', '/usr/bin', '/sbin', '/bin', process.env.PATH].join(':')
  const mark = await spawnDetached(dockerd, args, { logFile, env: { ...process.env, PATH: path } })
  const engine = { isOwn: true, host: `unix://${socketPath}`, socketPath, process: mark }
  state.engine = engine
  writeState(state)
  const isUp = await waitFor(async () => !isRunning(mark) || (await answers(engine)), { timeoutSeconds: 60 })
  if (!isUp || !isRunning(mark)) throw new SandboxError(`The Docker engine did not start. The reason is at the end of ${logFile}`)
  return engine
}

/** The OCI runtime for hosts that may not grant everything, in front of runc. */
function writeRuntime(folder: string, runc: string): string {
  const file = join(folder, 'runtime')
  const script = `#!/bin/sh\nOMS_SANDBOX_RUNC=${quote(runc)} exec ${quote(process.execPath)} ${quote(SHIM)} "$@"\n`
  writeFileSync(file, script, { mode: 0o755 })
  return file
}

function ownConfiguration(folder: string): string {
  const file = join(folder, 'daemon.json')
  writeFileSync(file, `${JSON.stringify({ features: { 'containerd-snapshotter': wantsContainerdStore() } })}\n`)
  return file
}

/** Engines of before 24 know only the classic store and ignore the wish. */
function wantsContainerdStore(): boolean {
  const store = process.env.SANDBOX_IMAGE_STORE ?? 'classic'
  if (store !== 'classic' && store !== 'containerd') throw new SandboxError(`SANDBOX_IMAGE_STORE is "${store}": say classic or containerd.`)
  return store === 'containerd'
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
