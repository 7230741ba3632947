import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import { CLIENTS } from '../../domain/client-tls.ts'
import { OperatorError } from '../../errors.ts'
import type { ClientTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { challengePlugins } from './challenge-plugins.ts'

/** Where the child finds the lent file: its fourth open file. */
const OPTION_FILE_FD = 3
export const OPTION_FILE = `/dev/fd/${OPTION_FILE_FD}`

/**
 * Lends an open file with the login that has no name any more: secrets reach neither argv nor environment, and a panel that is killed
 * meanwhile leaves none on disk. It has lost its name before the login is written into it.
 */
export async function withOptionFile<T>(
  login: MetaDbLogin,
  client: ClientTool['flavour'],
  work: (descriptor: number) => Promise<T>,
): Promise<T> {
  const plugins = mayLoadAny(login, client) ? await challengePlugins() : null
  try {
    const text = optionFile(login, client, plugins)
    const file = await openNameless()
    try {
      await file.writeFile(text)
      return await work(file.fd)
    } finally {
      await file.close()
    }
  } finally {
    if (plugins !== null) await rm(plugins, { recursive: true, force: true })
  }
}

/** Unless the server is proven, a client that loads whatever plugin it names could hand the password over. */
function mayLoadAny({ tls }: MetaDbLogin, client: ClientTool['flavour']): boolean {
  return CLIENTS[client].loadsAnyPlugin && tls.mode !== 'verified'
}

/** For a client inside an image: it finds no plugins at all, and signs in by what is built into it. */
export function optionFileInImage(login: MetaDbLogin, client: ClientTool['flavour'], caFile: string): string {
  return optionFile(login, client, mayLoadAny(login, client) ? '/nonexistent' : null, caFile)
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'oms-panel-'))
  try {
    return await open(join(folder, 'login.cnf'), 'wx', 0o600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Protocol tcp: without it the clients take a host named localhost for a socket file. The CA stands behind the options, in a group that no
 * client reads: whoever looks for certificates finds them in any text. `caFile`: it lies in that file instead.
 */
export function optionFile(
  { host, port, user, password, tls }: MetaDbLogin,
  client: ClientTool['flavour'],
  plugins: string | null = null,
  caFile = OPTION_FILE,
): string {
  const lines = {
    ...{ host: quote(host), port, user: quote(user), password: quote(password.reveal()), protocol: 'tcp' },
    ...CLIENTS[client].tls(tls.mode, caFile),
    ...(plugins !== null && { 'plugin-dir': quote(plugins) }),
  }
  const options = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`)
  const isInside = tls.mode === 'verified' && caFile === OPTION_FILE
  return `[client]\n${options.join('')}${isInside ? `[certificates]\n${tls.ca.trim()}\n` : ''}`
}

// Unescaped, 4 of 10 nasty passwords failed (RELIABILITY.md 1.7).
const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function quote(value: string): string {
  if (value.includes('\0')) throw new OperatorError('bad-input', say('backups.impossiblePassword'), { field: 'metaDb.password' })
  return `"${value.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char] ?? char)}"`
}
