import { readFileSync } from 'node:fs'
import { waitFor } from './wait-for.ts'

/** One process, told apart from a later one that was given the same number. */
export interface ProcessMark {
  pid: number
  /** Ticks since boot; with the boot's id it names the process for good. */
  startedAt: string
  bootId: string
}

export function markProcess(pid: number): ProcessMark {
  const startedAt = startTicks(pid)
  if (startedAt === null) throw new Error(`process ${pid} ended at once`)
  return { pid, startedAt, bootId: bootId() }
}

export function isRunning(mark: ProcessMark): boolean {
  return mark.bootId === bootId() && startTicks(mark.pid) === mark.startedAt
}

/** Asks first, insists after the grace; a process that is already gone is fine. */
export async function stopProcess(mark: ProcessMark, graceSeconds: number): Promise<void> {
  if (!isRunning(mark)) return
  send(mark, 'SIGTERM')
  const isGone = await waitFor(async () => !isRunning(mark), { timeoutSeconds: graceSeconds, everyMs: 50 })
  if (isGone || !isRunning(mark)) return
  send(mark, 'SIGKILL')
  await waitFor(async () => !isRunning(mark), { timeoutSeconds: 10, everyMs: 50 })
}

/** It may go between the look and the signal. */
function send({ pid }: ProcessMark, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

/** Null for a process that is gone or only waits to be reaped. */
function startTicks(pid: number): string | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  // The name in parentheses may hold spaces; the fields that count come after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}
