import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../sandbox/lock.ts'
import { cacheFolder } from './cache-folder.ts'
import { downloadPackages } from './debian-packages.ts'

const LOADER = 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'usr/lib']

/**
 * Debian packages of any release, with all that they need, unpacked into a folder and never installed: the machine keeps its own
 * versions. A folder that holds the same packages already is used again.
 */
export async function unpackPackages(name: string, suite: string, packages: readonly string[]): Promise<string> {
  const root = cacheFolder('unpacked', name)
  return withLock(cacheFolder('apt', suite), async () => {
    const note = join(root, 'unpacked.txt')
    const wanted = `${suite} ${packages.join(' ')}\n`
    if (existsSync(note) && readFileSync(note, 'utf8').startsWith(wanted)) return root
    const archives = await downloadPackages(suite, packages)
    const part = `${root}.part`
    for (const folder of [root, part]) rmSync(folder, { recursive: true, force: true })
    mkdirSync(part, { recursive: true })
    for (const archive of archives) await promisify(execFile)('dpkg-deb', ['--extract', archive, part])
    const versions = archives.map((archive) => decodeURIComponent(basename(archive))).sort()
    writeFileSync(join(part, 'unpacked.txt'), `${wanted}${versions.join('\n')}\n`)
    renameSync(part, root)
    for (const archive of archives) rmSync(archive)
    return root
  })
}

/** The version of an unpacked package, as Debian calls it. */
export function unpackedVersion(root: string, packageName: string): string | null {
  const lines = readFileSync(join(root, 'unpacked.txt'), 'utf8').split('\n')
  const line = lines.find((file) => file.startsWith(`${packageName}_`))
  return line?.split('_')[1]?.replace(/^\d+:/, '') ?? null
}

/** A program of the folder that runs with the folder's own libraries, which are often newer than the machine's. Returns the script's path. */
export function unpackedProgram(root: string, path: string): string {
  const folder = join(root, 'programs')
  mkdirSync(folder, { recursive: true })
  const script = join(folder, basename(path))
  const libraries = LIBRARIES.map((each) => join(root, each)).join(':')
  const text = `#!/bin/sh\nexec '${join(root, LOADER)}' --library-path '${libraries}' --argv0 "$0" '${join(root, path)}' "$@"\n`
  if (existsSync(script) && readFileSync(script, 'utf8') === text) return script
  // Written beside and moved: another run may be starting the old one at this moment.
  const part = `${script}.${process.pid}`
  writeFileSync(part, text)
  chmodSync(part, 0o755)
  renameSync(part, script)
  return script
}
