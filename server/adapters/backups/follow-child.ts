import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { childEnvironment } from './child-environment.ts'

export interface Followed {
  argv: string[]
  /** Open files that the child reads and writes itself. */
  stdin: number | 'ignore'
  stdout: number | 'ignore'
  /** An open file with the login; the child reads it as its fourth file. */
  login: number
  redact(line: string): string
  /** Lines of standard error. */
  onLine(text: string): void
  signal: AbortSignal
}

const KEPT_LINES = 20

/** Runs a child to its end; `stderr` is the end of what it said, redacted. Aborting kills it and rejects with the signal's reason. */
export async function followChild(followed: Followed): Promise<{ exitCode: number; stderr: string }> {
  const { argv, stdin, stdout, login, redact, onLine, signal } = followed
  const [command = '', ...args] = argv
  signal.throwIfAborted()
  const child = spawn(command, args, { stdio: [stdin, stdout, 'pipe', login], env: childEnvironment(), cwd: '/' })
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
