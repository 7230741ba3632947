import { spawn } from 'node:child_process'
import { childEnvironment } from './child-environment.ts'
import { ChildWords } from './child-words.ts'

export interface Followed {
  argv: string[]
  /** Open files that the child reads and writes itself. */
  stdin: number | 'ignore'
  stdout: number | 'ignore'
  /** An open file with the login; the child reads it as its fourth file. */
  login: number
  redact(line: string): string
  /** Lines of standard error, redacted and without rows. */
  onLine(text: string): void
  signal: AbortSignal
}

/** Runs a child to its end; `stderr` is the end of what it said, redacted and without rows. Aborting kills it and rejects with the signal's reason. */
export async function followChild(followed: Followed): Promise<{ exitCode: number; stderr: string }> {
  const { argv, stdin, stdout, login, redact, onLine, signal } = followed
  const [command = '', ...args] = argv
  signal.throwIfAborted()
  const child = spawn(command, args, { stdio: [stdin, stdout, 'pipe', login], env: childEnvironment(), cwd: '/' })
  const kill = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const words = new ChildWords({ redact, onLine })
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      // A child that was killed has no code; as a shell would, it gets one that is not 0.
      child.once('close', (code) => resolve(code ?? 137))
    })
    child.stderr?.on('data', (chunk: Buffer) => words.write(chunk))
    const exitCode = await ended
    const stderr = words.end()
    signal.throwIfAborted()
    return { exitCode, stderr }
  } finally {
    signal.removeEventListener('abort', kill)
    kill()
  }
}
