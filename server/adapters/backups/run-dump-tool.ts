import type { FileHandle } from 'node:fs/promises'
import type { ClientTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { helpOf, runClient } from './client-run.ts'
import { type DumpContents, dumpArguments, knowsOption } from './dump-arguments.ts'
import { OPTION_FILE } from './with-option-file.ts'

export interface DumpRun {
  tool: ClientTool
  login: MetaDbLogin
  database: string
  contents: DumpContents
  stdout: FileHandle
  /** A program of an image runs in a container of its own, also while OMS runs. */
  isOwn?: boolean
  onLine(text: string): void
  signal: AbortSignal
}

/** Runs the dump tool to its end. Aborting ends it and rejects with the signal's reason; on the panel's machine it also dies with the panel. */
export async function runDumpTool(programs: ImagePrograms | null, run: DumpRun): Promise<{ exitCode: number; stderr: string }> {
  const { tool, login, database, contents, stdout, isOwn = false, onLine, signal } = run
  const help = await helpOf(programs, tool)
  // Said by every tool that has no such option and therefore does not do what it switches off.
  const relevant = (text: string): void => {
    if (!/unknown variable 'loose-/.test(text)) onLine(text)
  }
  // Only MySQL's tools have a mode of TLS.
  const family = knowsOption(help, 'ssl-mode') ? 'mysql' : 'mariadb'
  const args = dumpArguments(help, OPTION_FILE, contents, database)
  return await runClient(programs, { tool, login, family, args, stdin: null, stdout, isOwn, onLine: relevant, signal })
}
