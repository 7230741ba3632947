import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { answers, writeRuntime } from '../sandbox/engine.ts'
import { findProgram } from '../sandbox/find-program.ts'
import { isRunning, stopProcess } from '../sandbox/process-mark.ts'
import { spawnDetached } from '../sandbox/spawn-detached.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { type Unpacked, unpackPackages } from './unpack-packages.ts'

type NotStarted = { state: 'cannot-run'; reason: string } | Exclude<Unpacked, { state: 'ready' }>
export type Started = { state: 'ready'; host: string; version: string; stop(): Promise<void> } | NotStarted

/** Podman's socket, from a folder that nothing was installed into. What it keeps goes with `stop`. */
export async function startPodman(release: string): Promise<Started> {
  const unpacked = await unpackPackages({ release, packages: ['podman'] })
  if (unpacked.state !== 'ready') return unpacked
  const { folder: from, versions } = unpacked
  const folder = mkdtempSync(join(tmpdir(), 'podman-'))
  const socketPath = join(folder, 'p.sock')
  const logFile = join(folder, 'podman.log')
  const mark = await spawnDetached(join(from, 'usr/bin/podman'), ['system', 'service', '--time', '0', `unix://${socketPath}`], {
    logFile,
    env: environment(from, folder),
  })
  const isUp = await waitFor(async () => !isRunning(mark) || (await answers({ socketPath })), { timeoutSeconds: 30 })
  if (!isUp || !isRunning(mark)) return { state: 'cannot-run', reason: `The reason is at the end of ${logFile}` }
  const stop = async () => {
    await stopProcess(mark, 20)
    for (const place of mountedBelow(folder)) await promisify(execFile)('umount', [place])
    rmSync(folder, { recursive: true, force: true })
  }
  return { state: 'ready', host: `unix://${socketPath}`, version: versions['podman'] ?? '', stop }
}

/** Podman leaves its store and what its containers shared mounted; the innermost first. */
function mountedBelow(folder: string): string[] {
  const places = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
  return places.filter((place) => place.startsWith(`${folder}/`)).reverse()
}

/** Its configuration, policy and store, in the folder; its libraries from where it was unpacked. */
function environment(from: string, folder: string): NodeJS.ProcessEnv {
  const home = join(folder, 'home/.config/containers')
  mkdirSync(home, { recursive: true })
  for (const name of ['policy.json', 'registries.conf']) cpSync(join(from, 'etc/containers', name), join(home, name))
  const engine = {
    cgroup_manager: 'cgroupfs',
    events_logger: 'file',
    runtime: 'sandbox',
    conmon_path: [join(from, 'usr/bin/conmon')],
    helper_binaries_dir: [join(from, 'usr/lib/podman')],
  }
  const runtime = writeRuntime(folder, findProgram('runc', 'runc'))
  const network = { cni_plugin_dirs: [join(from, 'usr/lib/cni')], network_config_dir: join(folder, 'net') }
  const tables = { engine, 'engine.runtimes': { sandbox: [runtime] }, network, containers: { seccomp_profile: 'unconfined' } }
  const storage = { storage: { driver: 'overlay', graphroot: join(folder, 'store'), runroot: join(folder, 'run') } }
  writeFileSync(join(folder, 'containers.conf'), toml(tables))
  writeFileSync(join(folder, 'storage.conf'), toml(storage))
  return {
    ...process.env,
    HOME: join(folder, 'home'),
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    LD_LIBRARY_PATH: join(from, 'usr/lib/x86_64-linux-gnu'),
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
