import { spawn } from 'node:child_process'
import { RefereeError } from './referee-error.ts'

const LONGEST_MS = 120_000

interface Call {
  input?: string
  env?: Record<string, string>
}

/** What a program printed. A program that cannot be run, fails, is killed or takes too long is an error of the referee. */
export async function tool(program: string, args: string[], { input = '', env = {} }: Call = {}): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env, LC_ALL: 'C.UTF-8' }, timeout: LONGEST_MS, killSignal: 'SIGKILL' })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.once('error', (cause) => reject(new RefereeError(`${program} cannot be run: ${cause.message}`, { cause })))
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(out).toString('utf8'))
      const said = Buffer.concat(err).toString('utf8').trim()
      reject(new RefereeError(`${program} ended with ${signal ?? code}: ${said}`))
    })
  })
}
