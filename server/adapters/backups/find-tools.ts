import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { DumpTool } from '../../procedure/ports/backups.ts'
import { childEnvironment } from './child-environment.ts'

export interface ToolPaths {
  dump?: string
  restore?: string
}

/** A pair of one family: a dump of MariaDB's client begins with a line that MySQL's client does not understand (RELIABILITY.md 1.8). */
export async function findTools(paths: ToolPaths = {}): Promise<{ dump: DumpTool; restore: DumpTool }> {
  const dumps = await known(paths.dump ? [paths.dump] : await onPath(['mysqldump', 'mariadb-dump']))
  const restores = await known(paths.restore ? [paths.restore] : await onPath(['mysql', 'mariadb']))
  const [firstDump] = dumps
  const [firstRestore] = restores
  if (!firstDump || !firstRestore) throw new OperatorError('not-found', say('backups.toolMissing'), { hint: say('backups.installTools') })
  for (const dump of dumps) {
    const restore = restores.find(({ flavour }) => flavour === dump.flavour)
    if (restore) return { dump, restore }
  }
  throw new OperatorError('refused', say('backups.toolsDiffer', { dump: firstDump.flavour, restore: firstRestore.flavour }), {
    hint: say('backups.installTools'),
  })
}

async function known(paths: string[]): Promise<DumpTool[]> {
  const tools = await Promise.all(paths.map((path) => identify(path).catch(() => null)))
  return tools.filter((tool) => tool !== null)
}

async function identify(path: string): Promise<DumpTool> {
  const { stdout } = await promisify(execFile)(path, ['--no-defaults', '--version'], { env: childEnvironment(), timeout: 10_000 })
  // "Ver 10.19 Distrib 10.11.6-MariaDB", "from 11.4.2-MariaDB", "Ver 8.0.36 for Linux": the first one is the tool's own number.
  const version = /(?:Distrib|from) ([\w.-]+)/.exec(stdout)?.[1] ?? /Ver ([\w.-]+)/.exec(stdout)?.[1] ?? stdout.trim()
  return { path, version, flavour: /mariadb/i.test(stdout) ? 'mariadb' : 'mysql' }
}

async function onPath(names: string[]): Promise<string[]> {
  const folders = new Set(
    [...(process.env['PATH'] ?? '').split(':'), '/usr/local/bin', '/usr/bin', '/bin'].filter((folder) => folder !== ''),
  )
  const candidates = names.flatMap((name) => [...folders].map((folder) => join(folder, name)))
  const found = await Promise.all(
    candidates.map((path) =>
      access(path, constants.X_OK).then(
        () => path,
        () => null,
      ),
    ),
  )
  return found.filter((path) => path !== null)
}
