import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const LOCAL = /^Acquire::(https?|socks|ftp|tor)\b|^Acquire::(Check-Valid-Until|Check-Date|Retries|ForceIPv4|ForceIPv6)\b/

/** Runs apt-get on lists and a package state of its own. Gives what it printed. */
export type Apt = (...args: string[]) => Promise<string>

/**
 * apt for another release than the machine's, from the mirror the machine uses itself.
 * The machine's own lists, archives and hooks stay untouched. Null where no Debian mirror is configured.
 */
export async function aptFor(release: string, folder: string): Promise<Apt | null> {
  const mirror = await machineMirror()
  if (mirror === null) return null
  for (const name of ['lists/partial', 'archives/partial', 'empty']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'status'), '')
  writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${KEYRING}] ${mirror} ${release} main\n`)
  const configuration = join(folder, 'apt.conf')
  writeFileSync(configuration, [...ownPlaces(folder), ...(await machineTransport())].join('\n'))
  const env = { ...process.env, APT_CONFIG: configuration, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }
  return async (...args) => (await promisify(execFile)('apt-get', ['-q', ...args], { env, maxBuffer: 64 << 20 })).stdout
}

/** Of the release this machine runs: other sources (vendors, security) do not carry another release. */
async function machineMirror(): Promise<string | null> {
  const format = '$(REPO_URI) $(CODENAME) $(ORIGIN)'
  const targets = await promisify(execFile)('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']).catch(() => null)
  const rows = (targets?.stdout ?? '').split('\n').map((line) => line.split(' '))
  const found = rows.find(([, codename, origin]) => origin === 'Debian' && codename !== undefined && !codename.includes('-'))
  return found?.[0] ?? null
}

function ownPlaces(folder: string): string[] {
  const settings = {
    'Dir::Etc::Parts': join(folder, 'empty'),
    'Dir::Etc::Main': '/dev/null',
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': join(folder, 'empty'),
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': join(folder, 'empty'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::State::extended_states': join(folder, 'extended_states'),
    'Dir::Cache::Archives': join(folder, 'archives'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
  }
  return Object.entries(settings).map(([name, value]) => `${name} "${value}";`)
}

/** Proxy and certificates of a closed network. */
async function machineTransport(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('apt-config', ['dump', '--format', '%F "%v";%n', 'Acquire'])
  return stdout.split('\n').filter((line) => LOCAL.test(line))
}
