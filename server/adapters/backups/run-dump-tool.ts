import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createRedactor } from '../../domain/redaction.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { childEnvironment } from './child-environment.ts'
import { childLeash } from './child-leash.ts'
import { type DumpContents, dumpArguments, knowsOption } from './dump-arguments.ts'
import { followChild } from './follow-child.ts'
import { OPTION_FILE, withOptionFile } from './with-option-file.ts'

export interface DumpRun {
  tool: string
  login: MetaDbLogin
  database: string
  contents: DumpContents
  /** The child writes here itself: through Node's streams a dump took 1.5 times as long (RELIABILITY.md). */
  stdout: number
  onLine(text: string): void
  signal: AbortSignal
}

export async function helpOf(tool: string): Promise<string> {
  const options = { env: childEnvironment(), timeout: 10_000, maxBuffer: 1 << 20 }
  const { stdout } = await promisify(execFile)(tool, ['--no-defaults', '--help'], options)
  return stdout
}

/** Runs the dump tool to its end. Aborting kills it and rejects with the signal's reason; it also dies with the panel. */
export async function runDumpTool(run: DumpRun): Promise<{ exitCode: number; stderr: string }> {
  const { tool, login, database, contents, stdout, onLine, signal } = run
  const help = await helpOf(tool)
  const leash = await childLeash()
  // Said by every tool that has no such option and therefore does not do what it switches off.
  const relevant = (text: string): void => {
    if (!/unknown variable 'loose-/.test(text)) onLine(text)
  }
  // Only MySQL's tools have a mode of TLS.
  const family = knowsOption(help, 'ssl-mode') ? 'mysql' : 'mariadb'
  return withOptionFile(login, family, (file) => {
    const argv = [...leash, tool, ...dumpArguments(help, OPTION_FILE, contents, database)]
    return followChild({ argv, stdin: 'ignore', stdout, login: file, redact: createRedactor([login.password]), onLine: relevant, signal })
  })
}
