import { execFile } from 'node:child_process'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { createRedactor } from '../../domain/redaction.ts'
import type { ClientTool } from '../../procedure/ports/backups.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { childEnvironment } from './child-environment.ts'
import { childLeash } from './child-leash.ts'
import { ChildWords } from './child-words.ts'
import { followChild } from './follow-child.ts'
import { helpInImage, runInImage } from './image-clients.ts'
import { withOptionFile } from './with-option-file.ts'

export interface ClientRun {
  tool: ClientTool
  login: MetaDbLogin
  /** Whose options the program takes. */
  family: ClientTool['flavour']
  /** They name the login by OPTION_FILE. */
  args: string[]
  /** A program of the panel's machine reads and writes them itself: through Node's streams a dump took 1.5 times as long (RELIABILITY.md). */
  stdin: FileHandle | null
  stdout: FileHandle | null
  /** A program of an image runs in a container of its own, also while OMS runs. */
  isOwn: boolean
  /** How far the file has been given to a program of an image. */
  onRead?(bytes: number): void
  onLine(text: string): void
  signal: AbortSignal
}

/** Runs a client where it is, to its end. Aborting ends it and rejects with the signal's reason. */
export async function runClient(programs: ImagePrograms | null, run: ClientRun): Promise<{ exitCode: number; stderr: string }> {
  const { tool, login, family, args, stdin, stdout, onLine, signal } = run
  const redact = createRedactor([login.password])
  const { image } = tool
  if (image === undefined) {
    const argv = [...(await childLeash()), tool.path, ...args]
    return await withOptionFile(login, family, (file) =>
      followChild({ argv, stdin: stdin?.fd ?? 'ignore', stdout: stdout?.fd ?? 'ignore', login: file, redact, onLine, signal }),
    )
  }
  const words = new ChildWords({ redact, onLine })
  const { path } = tool
  const exitCode = await runInImage(needed(programs), { ...run, image, path, onWords: (bytes) => words.write(bytes) })
  const stderr = words.end()
  signal.throwIfAborted()
  return { exitCode, stderr }
}

/** The --help text of a client. */
export async function helpOf(programs: ImagePrograms | null, { path, image }: ClientTool): Promise<string> {
  if (image !== undefined) return await helpInImage(needed(programs), image, path)
  const options = { env: childEnvironment(), timeout: 10_000, maxBuffer: 1 << 20 }
  const { stdout } = await promisify(execFile)(path, ['--no-defaults', '--help'], options)
  return stdout
}

function needed(programs: ImagePrograms | null): ImagePrograms {
  if (programs === null) throw new Error('a program of an image without an engine to run it')
  return programs
}
