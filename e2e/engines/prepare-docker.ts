import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Unpacked, unpackPackages } from './unpack-packages.ts'

const PACKAGES = ['docker.io', 'docker-cli', 'iptables']
const PROGRAMS = ['dockerd', 'docker', 'docker-init', 'docker-proxy', 'containerd', 'containerd-shim-runc-v2', 'ctr', 'runc']

/** What can be said of an engine on this machine; `path` is to be put before PATH. */
export type Prepared = { state: 'ready'; path: string; version: string } | Exclude<Unpacked, { state: 'ready' }> | CannotRun
type CannotRun = { state: 'cannot-run'; reason: string }

/**
 * Docker of a Debian release in a folder of its own. containerd and its shim start themselves again, so they need a libc that
 * is new enough on the machine; where runc's is not, the machine's runc is used.
 */
export async function prepareDocker(release: string): Promise<Prepared> {
  const unpacked = await unpackPackages({ release, packages: PACKAGES })
  if (unpacked.state !== 'ready') return unpacked
  const path = join(unpacked.folder, 'engine')
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path)
  for (const name of PROGRAMS) {
    const program = ['usr/sbin', 'usr/bin', 'usr/libexec/docker'].map((place) => join(unpacked.folder, place, name)).find(existsSync)
    if (program === undefined) continue
    const refusal = await whyNot(program)
    if (refusal === null) symlinkSync(program, join(path, name))
    else if (name !== 'runc') return { state: 'cannot-run', reason: `${name} of ${release} does not run on this machine: ${refusal}` }
  }
  return { state: 'ready', path, version: unpacked.versions['docker.io'] ?? '' }
}

/** What the machine's own libraries lack for a program; null where it can start. ldd fails for a program without any: it needs none. */
async function whyNot(program: string): Promise<string | null> {
  const { stdout, stderr } = await promisify(execFile)('ldd', [program]).catch(() => ({ stdout: '', stderr: '' }))
  return /(version `\S+' not found|\S+ => not found)/.exec(`${stderr}\n${stdout}`)?.[1] ?? null
}
