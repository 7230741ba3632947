import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import { createRedactor } from '../../domain/redaction.ts'
import type { MetaDbLogin } from '../../procedure/ports.ts'
import { childEnvironment } from './child-environment.ts'
import { type DumpContents, dumpArguments } from './dump-arguments.ts'
import { withOptionFile } from './with-option-file.ts'

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

const KEPT_LINES = 20

/** Runs the dump tool to its end. Aborting kills it and rejects with the signal's reason; it also dies with the panel. */
export async function runDumpTool(run: DumpRun): Promise<{ exitCode: number; stderr: string }> {
  const help = await promisify(execFile)(run.tool, ['--no-defaults', '--help'], {
    env: childEnvironment(),
    timeout: 10_000,
    maxBuffer: 1 << 20,
  })
  const leash = await pdeathsig()
  return withOptionFile(run.login, (optionFile) => {
    const argv = [...leash, run.tool, ...dumpArguments(help.stdout, optionFile, run.contents, run.database)]
    return follow(argv, run)
  })
}

async function follow(
  [command = '', ...args]: string[],
  { login, stdout, onLine, signal }: DumpRun,
): Promise<{ exitCode: number; stderr: string }> {
  signal.throwIfAborted()
  const redact = createRedactor([login.password])
  const child = spawn(command, args, { stdio: ['ignore', stdout, 'pipe'], env: childEnvironment(), cwd: '/' })
  const kill = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const lines: string[] = []
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      // A child that was killed has no code; as a shell would, it gets one that is not 0.
      child.once('close', (code) => resolve(code ?? 137))
    })
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (text) => {
        const line = redact(text)
        lines.push(line)
        if (lines.length > KEPT_LINES) lines.shift()
        onLine(line)
      })
    }
    const exitCode = await ended
    signal.throwIfAborted()
    return { exitCode, stderr: lines.join('\n') }
  } finally {
    signal.removeEventListener('abort', kill)
    kill()
  }
}

/**
 * Without it a dump goes on after a kill -9 of the panel, to a file that nobody knows (RELIABILITY.md 1.6). The signal follows the
 * thread that spawned the child, so a worker thread must not use it.
 */
async function pdeathsig(): Promise<string[]> {
  if (!isMainThread) return []
  const leash = ['setpriv', '--pdeathsig', 'KILL', '--']
  const works = await promisify(execFile)('setpriv', ['--pdeathsig', 'KILL', '--', 'true'], { env: childEnvironment() }).then(
    () => true,
    () => false,
  )
  return works ? leash : []
}
