import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { markProcess, type ProcessMark } from './process-mark.ts'

/** Starts a daemon that outlives the command line; what it prints goes to the log file. */
export async function spawnDetached(
  program: string,
  args: string[],
  { logFile, env }: { logFile: string; env?: NodeJS.ProcessEnv },
): Promise<ProcessMark> {
  const log = openSync(logFile, 'a', 0o600)
  try {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], env: env ?? process.env })
    await once(child, 'spawn')
    child.unref()
    return markProcess(child.pid ?? 0)
  } finally {
    closeSync(log)
  }
}
