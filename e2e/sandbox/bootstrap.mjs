// Runs before `npm ci`: only what Node itself brings. Shared by the demo and the tests.
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
]

/** Meant for the person at the terminal: shown without a stack. */
export class Stop extends Error {}

/** Shows what is being done and, when it is done, how long it took. */
export async function phase(title, work) {
  const start = Date.now()
  process.stdout.write(`- ${title}\n`)
  const note = await work()
  process.stdout.write(`  ${((Date.now() - start) / 1000).toFixed(1)} s${typeof note === 'string' ? `, ${note}` : ''}\n`)
  return note
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) throw new Stop(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`)
}

/** Runs a program to its end. Its output is kept back and shown only when it fails. */
export async function run(program, args, options = {}) {
  let output = ''
  const code = await new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', reject)
    child.once('close', (status, signal) => resolve(signal ?? status))
  })
  if (code === 0) return
  console.error(output)
  throw new Stop(`"${program.split('/').at(-1)} ${args.join(' ')}" failed (${code}). The reason is above.`)
}

export async function installPackages() {
  if (packagesAreUpToDate()) return 'already there'
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  return 'installed'
}

/** npm notes in node_modules what it installed: every version must be the lock file's. */
function packagesAreUpToDate() {
  const noteFile = join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(noteFile)) return false
  const installed = JSON.parse(readFileSync(noteFile, 'utf8')).packages
  const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const isSame = (path) => installed[path]?.version === locked[path].version
  return Object.keys(locked).every((path) => path === '' || isSame(path) || (locked[path].optional === true && !(path in installed)))
}

/** What the sandbox runs, and the Debian package that brings it. No server packages: nothing but the sandbox is to be started. */
export async function sandboxNeeds() {
  const engine = (await hasDockerEngine()) ? [] : [need('dockerd', 'docker.io'), need('runc', 'runc')]
  return [
    ...engine,
    need('mariadbd', 'mariadb-server-core'),
    need('mariadb-install-db', 'mariadb-server-core'),
    need('mysqldump', 'mariadb-client'),
    need('mysql', 'mariadb-client'),
    need('tar', 'tar'),
    need('ldd', 'libc-bin'),
  ]
}

/** What brings seekdb, which is on PyPI only, and the network that it runs in. */
export const SEEKDB_NEEDS = [need('pip3', 'python3-pip'), need('ip', 'iproute2')]

/** A program that has to be there; `file` where it is looked for by its path. */
export function need(program, debianPackage, file = null) {
  return { program, debianPackage, file }
}

/** Installs the Debian packages of missing programs where it may, else names them and stops. */
export async function installPrograms(needs) {
  const missing = needs.filter((entry) => !isThere(entry))
  if (missing.length === 0) return 'already there'
  const packages = [...new Set(missing.map(({ debianPackage }) => debianPackage))]
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`
  const named = `Missing: ${missing.map(({ program }) => program).join(', ')}.`
  if (!isThere(need('apt-get')))
    throw new Stop(`${named} Debian has it in ${packages.join(', ')}; this system has no apt. Install it by hand.`)
  if (process.getuid() !== 0) throw new Stop(`${named} Installing needs root. Run this, then try again:\n  sudo ${command}`)
  await withoutStartingServices(async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['-qq', 'update'], { env })
    await run('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', ...packages], { env })
  })
  const still = missing.filter((entry) => !isThere(entry))
  if (still.length > 0) throw new Stop(`apt installed ${packages.join(', ')}, but ${still[0].program} is still missing.`)
  return `installed ${packages.join(', ')}`
}

/** Debian's way to keep a package from starting its daemon: the sandbox starts its own and stops them again. */
async function withoutStartingServices(work) {
  const policy = '/usr/sbin/policy-rc.d'
  const isOurs = !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await work()
  } finally {
    if (isOurs) rmSync(policy, { force: true })
  }
}

function isThere({ program, file }) {
  if (file) return existsSync(file)
  return FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return folder !== ''
    } catch {
      return false
    }
  })
}

async function hasDockerEngine() {
  if (process.env.DOCKER_HOST) return true
  return new Promise((resolve) => {
    const ping = request({ socketPath: '/var/run/docker.sock', path: '/_ping', timeout: 3000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    ping.once('error', () => resolve(false))
    ping.once('timeout', () => ping.destroy(new Error('no answer')))
    ping.end()
  })
}

/** The sandbox's command line; its state as an object. What it reports meanwhile is shown. */
export function sandbox(command, name, ...more) {
  const cli = ['node_modules/tsx/dist/cli.mjs', 'e2e/sandbox/cli.ts', command, ...more, '--name', name, '--json']
  const { status, stdout } = spawnSync(process.execPath, cli, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0) throw new Stop(`The sandbox "${name}" could not do "${command}". The reason is above.`)
  return JSON.parse(stdout)
}

/** What the panel's server process needs to know to use a sandbox. */
export function panelEnvironment({ state }) {
  const socket = state.engine.socketPath
  return {
    PANEL_DATA: join(state.folder, 'panel'),
    PANEL_IMAGE_FOLDER: state.imageFolder,
    ...(socket === null ? {} : { PANEL_DOCKER_SOCKET: socket }),
  }
}
