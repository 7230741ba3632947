import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createRedactor } from '../../domain/redaction.ts'
import type { ClientTool } from '../../procedure/ports/backups.ts'
import type { ImagePrograms } from '../docker/image-programs.ts'
import { childEnvironment } from './child-environment.ts'
import { childLeash } from './child-leash.ts'
import { ChildWords } from './child-words.ts'
import { followChild } from './follow-child.ts'
import { type ClientCall, helpInImage, runInImage } from './image-clients.ts'
import { withOptionFile } from './with-option-file.ts'

export interface ClientRun extends ClientCall {
  tool: ClientTool
  onLine(text: string): void
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
