import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineClient } from './engine-client.ts'
import { findProgram } from './find-program.ts'
import type { ProcessMark } from './process-mark.ts'
import { spawnDetached } from './spawn-detached.ts'
import type { EngineState, SandboxState } from './state.ts'
import { writeRuntime } from './write-runtime.ts'

// Podman in place of Docker, where SANDBOX_PODMAN names the folder that prepare-podman.ts unpacked it into. It is told of no place
// of the machine's own: store, configuration and locks lie in the sandbox.

/** Starts what answers at a socket as Docker does. */
export async function startPodman(state: SandboxState, unpacked: string): Promise<EngineState & { process: ProcessMark }> {
  const socketPath = join(state.runFolder, 'p.sock')
  const args = ['system', 'service', '--time', '0', `unix://${socketPath}`]
  const logFile = join(state.folder, 'podman.log')
  const mark = await spawnDetached(join(unpacked, 'engine/podman'), args, { logFile, env: environment(state, unpacked) })
  return { isOwn: true, product: 'podman', host: `unix://${socketPath}`, socketPath, process: mark }
}

/** What Docker does when it is stopped: its containers end too. */
export async function stopContainers(engine: EngineState): Promise<void> {
  const docker = engineClient(engine)
  await Promise.all((await docker.listContainers()).map(({ Id }) => docker.getContainer(Id).stop({ t: 10 })))
}

/**
 * Podman keeps what watched a program in a container for five minutes after its end; that would then mount the store again. It leaves
 * the store and what its containers shared mounted, too: the innermost goes first.
 */
export function tidyUp(state: SandboxState): void {
  for (const pid of monitors(state)) end(pid)
  const places = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
  for (const place of places.filter((each) => each.startsWith(`${podmanFolder(state)}/`)).reverse()) execFileSync('umount', [place])
}

function monitors(state: SandboxState): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const words = commandOf(pid)
      return words[0]?.endsWith('/conmon') === true && words.some((word) => word.startsWith(`${podmanFolder(state)}/`))
    })
    .map(Number)
}

/** One may end with the other. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
}

/** Empty for a process that is gone. */
function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

const podmanFolder = ({ folder }: SandboxState): string => join(folder, 'podman')

function environment(state: SandboxState, unpacked: string): NodeJS.ProcessEnv {
  const folder = podmanFolder(state)
  const home = join(folder, 'home/.config/containers')
  mkdirSync(home, { recursive: true })
  for (const name of ['policy.json', 'registries.conf']) cpSync(join(unpacked, 'etc/containers', name), join(home, name))
  const engine = {
    cgroup_manager: 'cgroupfs',
    events_logger: 'file',
    lock_type: 'file',
    runtime: 'sandbox',
    init_path: join(unpacked, 'usr/libexec/podman/catatonit'),
    conmon_path: [join(unpacked, 'engine/conmon')],
    helper_binaries_dir: [join(unpacked, 'usr/lib/podman')],
    tmp_dir: join(state.runFolder, 't'),
  }
  const runtimes = { sandbox: [writeRuntime(state.folder, findProgram('runc', 'runc'))] }
  const network = { cni_plugin_dirs: [join(unpacked, 'usr/lib/cni')], network_config_dir: join(folder, 'net') }
  const containers = { seccomp_profile: 'unconfined' }
  const files = {
    'containers.conf': { engine, 'engine.runtimes': runtimes, network, containers },
    'storage.conf': { storage: { driver: 'overlay', graphroot: join(folder, 'store'), runroot: join(folder, 'run') } },
  }
  for (const [name, tables] of Object.entries(files)) writeFileSync(join(folder, name), toml(tables))
  return {
    ...process.env,
    HOME: join(folder, 'home'),
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
  }
}

/** Strings and lists of strings are written as JSON writes them. */
function toml(tables: Record<string, Record<string, unknown>>): string {
  const lines = Object.entries(tables).map(([name, table]) => [
    `[${name}]`,
    ...Object.entries(table).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
  ])
  return `${lines.flat().join('\n')}\n`
}
