import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from './cache-folder.ts'
import { NotReachable } from './not-reachable.ts'

const run = promisify(execFile)
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const LISTS_KEEP_HOURS = 12

/** The archives of packages and of all that they need, from another release of Debian than the machine's. */
export async function downloadPackages(suite: string, packages: readonly string[]): Promise<string[]> {
  const options = await aptOptions(suite)
  const archives = cacheFolder('apt', suite, 'cache', 'archives')
  for (const file of readdirSync(archives)) if (file.endsWith('.deb')) rmSync(join(archives, file))
  const install = ['-t', suite, '--no-install-recommends', '--download-only', '--yes', '--quiet', 'install', ...packages]
  await apt([...options, ...install], `the packages ${packages.join(', ')} of ${suite}`)
  return readdirSync(archives)
    .filter((file) => file.endsWith('.deb'))
    .map((file) => join(archives, file))
}

/** apt with folders of its own: neither the machine's list of packages nor what is installed on it is read or changed. */
async function aptOptions(suite: string): Promise<string[]> {
  const base = cacheFolder('apt', suite)
  const etc = join(base, 'etc')
  const folders = ['etc/apt.conf.d', 'etc/preferences.d', 'etc/sources.list.d', 'etc/trusted.gpg.d', 'state/lists/partial']
  for (const folder of [...folders, 'cache/archives/partial']) mkdirSync(join(base, folder), { recursive: true })
  const status = join(base, 'state', 'status')
  writeFileSync(status, '')
  const settings = { 'Dir::Etc': etc, 'Dir::State': join(base, 'state'), 'Dir::State::status': status, 'Dir::Cache': join(base, 'cache') }
  const options = Object.entries({ ...settings, 'APT::Sandbox::User': 'root' }).flatMap(([key, value]) => ['-o', `${key}=${value}`])
  const updated = join(base, 'updated')
  if (!existsSync(updated) || Date.now() - statSync(updated).mtimeMs > LISTS_KEEP_HOURS * 3_600_000) {
    writeFileSync(join(etc, 'sources.list'), `deb [signed-by=${KEYRING}] ${await debianMirror()} ${suite} main\n`)
    await apt([...options, '--quiet', '--error-on=any', 'update'], `Debian's list of packages of ${suite}`)
    writeFileSync(updated, '')
  }
  return options
}

/** The mirror that this machine is set to use. */
async function debianMirror(): Promise<string> {
  const format = ['indextargets', '--format', '$(ORIGIN) $(REPO_URI)', 'Identifier: Packages']
  const { stdout } = await run('apt-get', format).catch(() => ({ stdout: '' }))
  const mirror = stdout.split('\n').find((line) => line.startsWith('Debian '))
  if (!mirror || !existsSync(KEYRING)) throw new NotReachable("This machine has no Debian in its apt sources, or not Debian's keys.")
  return mirror.slice('Debian '.length)
}

async function apt(args: string[], what: string): Promise<void> {
  await run('apt-get', args, { maxBuffer: 64 * 1024 * 1024 }).catch((cause: Error) => {
    throw new NotReachable(`${what} could not be fetched: ${cause.message.trim().split('\n').at(-1)}`)
  })
}
