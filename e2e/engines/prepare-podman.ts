import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { NotReached } from './not-reached.ts'
import { quote } from './program-of.ts'
import { unpackPackages } from './unpack-packages.ts'

/**
 * Podman of a Debian release, unpacked and not installed; `folder` is for SANDBOX_PODMAN. Podman starts itself again, so it runs
 * with the machine's libc. Only the libraries that this machine lacks come from the packages.
 */
export async function preparePodman(release: string): Promise<{ folder: string; version: string }> {
  const unpacked = await unpackPackages({ release, packages: ['podman', 'catatonit'] })
  if (unpacked.state !== 'ready') throw new NotReached(unpacked.reason)
  const { folder, versions } = unpacked
  const libraries = join(folder, 'engine', 'lib')
  rmSync(join(folder, 'engine'), { recursive: true, force: true })
  mkdirSync(libraries, { recursive: true })
  for (const name of ['podman', 'conmon']) {
    const program = join(folder, 'usr/bin', name)
    await borrowLibraries(program, folder, libraries)
    const script = `#!/bin/sh\nexport LD_LIBRARY_PATH=${quote(libraries)}\nexec ${quote(program)} "$@"\n`
    writeFileSync(join(folder, 'engine', name), script, { mode: 0o755 })
  }
  return { folder, version: versions['podman'] ?? '' }
}

async function borrowLibraries(program: string, folder: string, libraries: string): Promise<void> {
  for (;;) {
    const said = await lddOf(program, libraries)
    const newer = /version `\S+' not found/.exec(said)
    if (newer !== null) throw new NotReached(`${program} does not run on this machine: ${newer[0]}`)
    const missing = [...said.matchAll(/(\S+) => not found/g)].map(([, name = '']) => name)
    if (missing.length === 0) return
    for (const name of missing) {
      const found = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((triplet) => join(folder, 'usr/lib', triplet, name)).find(existsSync)
      if (found === undefined) throw new NotReached(`${program} does not run on this machine: ${name} is missing`)
      symlinkSync(found, join(libraries, name))
    }
  }
}

async function lddOf(program: string, libraries: string): Promise<string> {
  const env = { ...process.env, LD_LIBRARY_PATH: libraries }
  const { stdout, stderr } = await promisify(execFile)('ldd', [program], { env })
  return `${stderr}\n${stdout}`
}
