import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../sandbox/lock.ts'
import { aptFor } from './debian-mirror.ts'

const NOTE = 'versions.json'

export interface PackageSet {
  /** Of Debian: 'trixie', 'sid'. */
  release: string
  packages: readonly string[]
}

/** What was found out. Only 'ready' has programs; the others are named as not run, never counted as passed. */
export type Unpacked =
  | { state: 'ready'; folder: string; versions: Record<string, string> }
  | { state: 'not-reached'; reason: string }
  | { state: 'not-carried'; reason: string }

/**
 * Packages of a Debian release with all they depend on, unpacked into a cache folder and never installed: no script of a package runs.
 * A second call finds the folder as it is and asks nobody. `programOf` starts what is in it.
 */
export async function unpackPackages({ release, packages }: PackageSet): Promise<Unpacked> {
  const name = createHash('sha256')
    .update([...packages].sort().join(' '))
    .digest('hex')
    .slice(0, 10)
  const folder = join(packageCache(), `${release}-${packages[0]}-${name}`)
  return readNote(folder) ?? (await withLock(`${folder}.lock`, async () => readNote(folder) ?? (await unpack(folder, release, packages))))
}

/** Where foreign parts are kept between runs, for all checkouts of this user: they are large and never change. */
export function packageCache(): string {
  return process.env.PACKAGE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'oms-upgrade-panel', 'packages')
}

/** Written last: a folder with a note is whole. */
function readNote(folder: string): Unpacked | null {
  const file = join(folder, NOTE)
  return existsSync(file) ? { state: 'ready', folder, versions: JSON.parse(readFileSync(file, 'utf8')) } : null
}

async function unpack(folder: string, release: string, packages: readonly string[]): Promise<Unpacked> {
  const work = `${folder}.apt`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    const apt = await aptFor(release, work)
    if (apt === null) return { state: 'not-reached', reason: 'This machine has no apt sources of Debian.' }
    const update = await apt('update', '--error-on=any').catch(complaint)
    if (update instanceof Complaint) return { state: 'not-reached', reason: update.message }
    const install = ['install', '--yes', '--no-install-recommends', ...packages]
    // Asked first: a package that the release lacks is another answer than a mirror that stays away.
    const plan = await apt('--simulate', ...install).catch(complaint)
    if (plan instanceof Complaint) return { state: 'not-carried', reason: plan.message }
    const download = await apt('--download-only', ...install).catch(complaint)
    if (download instanceof Complaint) return { state: 'not-reached', reason: download.message }
    return await lay(folder, join(work, 'archives'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function lay(folder: string, archives: string): Promise<Unpacked> {
  const part = `${folder}.part`
  for (const old of [part, folder]) rmSync(old, { recursive: true, force: true })
  // As base-files has it; older packages still name the short paths.
  for (const short of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(part, 'usr', short), { recursive: true })
    symlinkSync(`usr/${short}`, join(part, short))
  }
  const versions: Record<string, string> = {}
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    const archive = join(archives, file)
    const { stdout } = await promisify(execFile)('dpkg-deb', ['--field', archive, 'Package', 'Version'])
    const [, name = file, version = ''] = /^Package: (.+)\nVersion: (.+)$/m.exec(stdout) ?? []
    versions[name] = version
    await promisify(execFile)('dpkg-deb', ['--extract', archive, part])
  }
  writeFileSync(join(part, NOTE), `${JSON.stringify(versions, null, 2)}\n`)
  renameSync(part, folder)
  return { state: 'ready', folder, versions }
}

/** What apt complained of, without its progress. */
class Complaint extends Error {}

function complaint(cause: unknown): Complaint {
  const printed = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : ''
  const lines = printed.split('\n').filter((line) => line.startsWith('E: ') || line.startsWith('Err:'))
  return new Complaint(lines.map((line) => line.replace(/^E: /, '')).join(' ') || String(cause))
}
