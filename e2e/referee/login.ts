import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Login {
  host: string
  port: number
  user: string
  password: string
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** Tools get the account in a file that only this user can read: an argument would be in every process list. */
export async function withOptionFile<T>({ host, port, user, password }: Login, work: (argument: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'referee-'))
  const file = join(folder, 'login.cnf')
  try {
    const lines = ['[client]', `host=${quoted(host)}`, `port=${port}`, `user=${quoted(user)}`, `password=${quoted(password)}`]
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
    return await work(`--defaults-extra-file=${file}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
