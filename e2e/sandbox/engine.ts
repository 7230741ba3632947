import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { engineClient } from './engine-client.ts'
import { findProgram } from './find-program.ts'
import { startPodman, stopContainers, tidyUp } from './podman.ts'
import { isRunning, type ProcessMark, stopProcess } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import { spawnDetached } from './spawn-detached.ts'
import { type EngineState, type SandboxState, writeState } from './state.ts'
import { waitFor } from './wait-for.ts'
import { writeRuntime } from './write-runtime.ts'

const DEFAULT_SOCKET = '/var/run/docker.sock'

/** Uses the machine's engine where there is one, else starts an own one; a running own one is used again. */
export async function startEngine(state: SandboxState): Promise<EngineState> {
  const previous = state.engine
  if (previous?.isOwn && previous.process && isRunning(previous.process) && (await answers(previous))) return previous
  const podman = process.env.SANDBOX_PODMAN
  const engine = podman ? await startOwnPodman(state, podman) : ((await machineEngine()) ?? (await startOwn(state)))
  state.engine = engine
  writeState(state)
  return engine
}

/** Stops the engine if the sandbox started it; images and containers stay on disk for the next start. */
export async function stopEngine(state: SandboxState): Promise<void> {
  const { engine } = state
  if (engine?.isOwn && engine.process) {
    const isPodman = engine.product === 'podman'
    if (isPodman && (await answers(engine))) await stopContainers(engine)
    await stopProcess(engine.process, 40)
    if (isPodman) tidyUp(state)
  }
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

async function startOwnPodman(state: SandboxState, unpacked: string): Promise<EngineState> {
  return await untilUp(state, await startPodman(state, unpacked), join(state.folder, 'podman.log'))
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
  return await untilUp(state, { isOwn: true, host: `unix://${socketPath}`, socketPath, process: mark }, logFile)
}

/** Noted before it answers: whoever stops the sandbox ends it too. */
async function untilUp(state: SandboxState, engine: EngineState & { process: ProcessMark }, logFile: string): Promise<EngineState> {
  const mark = engine.process
  state.engine = engine
  writeState(state)
  const isUp = await waitFor(async () => !isRunning(mark) || (await answers(engine)), { timeoutSeconds: 60 })
  if (!isUp || !isRunning(mark)) throw new SandboxError(`The engine did not start. The reason is at the end of ${logFile}`)
  return engine
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
