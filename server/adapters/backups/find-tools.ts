import { execFile } from 'node:child_process'
import { access, constants, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { ClientTool } from '../../procedure/ports/backups.ts'
import { childEnvironment } from './child-environment.ts'
import type { FoundTools } from './fitting-tools.ts'

/** Programs, or folders of them, that are looked at before the path. */
export interface ToolPaths {
  dump?: string[]
  restore?: string[]
}

export const DUMPS = ['mysqldump', 'mariadb-dump']
export const RESTORES = ['mysql', 'mariadb']

/** The client programs of every family on the panel's machine; those of the settings first. */
export async function findTools(paths: ToolPaths = {}): Promise<FoundTools> {
  const [dumps, restores] = await Promise.all([known(paths.dump ?? [], DUMPS), known(paths.restore ?? [], RESTORES)])
  return { dumps, restores }
}

async function known(given: string[], names: string[]): Promise<ClientTool[]> {
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  const files = await Promise.all(given.map((entry) => programs(entry, names)))
  const candidates = [...files.flat(), ...[...path, '/usr/local/bin', '/usr/bin', '/bin'].flatMap((folder) => inFolder(folder, names))]
  const found = await Promise.all([...new Set(candidates)].map((file) => identify(file).catch(() => null)))
  return found.filter((tool) => tool !== null)
}

async function programs(entry: string, names: string[]): Promise<string[]> {
  const isFolder = await stat(entry).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return isFolder ? inFolder(entry, names) : [entry]
}

function inFolder(folder: string, names: string[]): string[] {
  return names.map((name) => join(folder, name))
}

async function identify(path: string): Promise<ClientTool> {
  await access(path, constants.X_OK)
  const { stdout } = await promisify(execFile)(path, ['--no-defaults', '--version'], { env: childEnvironment(), timeout: 10_000 })
  return toolOf(path, stdout)
}

/** What a client says of itself. */
export function toolOf(path: string, stdout: string): ClientTool {
  // "Ver 10.19 Distrib 10.11.6-MariaDB", "from 11.4.2-MariaDB", "Ver 8.0.36 for Linux": the first one is the tool's own number.
  const version = /(?:Distrib|from) ([\w.-]+)/.exec(stdout)?.[1] ?? /Ver ([\w.-]+)/.exec(stdout)?.[1]
  if (version === undefined) throw new Error(`${basename(path)} does not say its version`)
  return { path, version, flavour: /mariadb/i.test(stdout) ? 'mariadb' : 'mysql' }
}
