import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, markProcess, type ProcessMark } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import { waitFor } from './wait-for.ts'

/** Only one command at a time changes a sandbox; a second one waits for the first. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'lock')
  const isMine = await waitFor(async () => take(file), { timeoutSeconds: 300, everyMs: 200 })
  if (!isMine) throw new SandboxError(`Another command has held ${file} for five minutes. Look what it does, or remove the file.`)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(markProcess(process.pid)), { flag: 'wx' })
    return true
  } catch {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessMark
    if (!isRunning(holder)) rmSync(file, { force: true })
    return false
  }
}
