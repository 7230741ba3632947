import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { MetaDbLogin } from '../../procedure/ports.ts'

/** Lends a 0600 option file with the login, in a folder of its own that is gone afterwards: secrets reach neither argv nor environment. */
export async function withOptionFile<T>(login: MetaDbLogin, work: (path: string) => Promise<T>): Promise<T> {
  const text = optionFile(login)
  const folder = await mkdtemp(join(tmpdir(), 'oms-panel-'))
  try {
    const path = join(folder, 'login.cnf')
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Protocol tcp: without it the clients take a host named localhost for a socket file. */
export function optionFile({ host, port, user, password }: MetaDbLogin): string {
  const lines = { host: quote(host), port, user: quote(user), password: quote(password.reveal()), protocol: 'tcp' }
  return `[client]\n${Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')}`
}

// Unescaped, 4 of 10 nasty passwords failed (RELIABILITY.md 1.7).
const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function quote(value: string): string {
  if (value.includes('\0')) throw new OperatorError('bad-input', say('backups.impossiblePassword'), { field: 'metaDb.password' })
  return `"${value.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char] ?? char)}"`
}
