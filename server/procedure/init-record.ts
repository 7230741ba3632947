import { findInitFailure } from '../domain/init-output.ts'
import type { UpgradeContext } from './context.ts'
import type { FactValues } from './facts.ts'

type Job = Pick<UpgradeContext, 'job' | 'attempt'>
type Ended = Omit<FactValues['init'], 'record'>

/** Start of the names of files inside the new container that outlive the panel: `.pid`, `.log` and, when it ended, `.exit`. */
export function initRecordOf({ job, attempt }: Job): string {
  return `/root/.oms-upgrade-panel-${job.id}-${attempt}`
}

// A panel that dies does not end the script. The script is the vendor's, as it is; around it stands who it is and how it ended.
const RECORDER = `echo $$ >"$1.pid"
{ bash /root/docker_init.sh 2>&1; echo $? >"$1.exit"; } |
{ trap '' PIPE; while IFS= read -r line || [ -n "$line" ]; do printf '%s\\n' "$line" >>"$1.log"; printf '%s\\n' "$line"; done; }
read -r code <"$1.exit" && exit "$code"`

const IS_RUNNING = 'read -r pid <"$1.pid" && grep -aqF "$1" "/proc/$pid/cmdline"'

export function initCommand(record: string): string[] {
  return ['bash', '-c', RECORDER, 'docker_init', record]
}

export function initEnd(exitCode: number, lines: string[]): Ended {
  return { exitCode, failureText: findInitFailure(lines), lastLine: lines.at(-1)?.trim() ?? null }
}

/** True while the script that belongs to this record still runs in the container, whoever started it. */
export async function initIsRunning(
  { world }: Pick<UpgradeContext, 'world'>,
  id: string,
  record: string,
  signal: AbortSignal,
): Promise<boolean> {
  const container = await world.docker.container(id)
  if (container === 'missing' || container.state !== 'running') return false
  const { exitCode } = await world.docker.ask(id, ['bash', '-c', IS_RUNNING, 'look', record], signal)
  return exitCode === 0
}

/** How a script ended that nobody listened to any more; null where it never came to its end. */
export async function readInitRecord(
  { world }: Pick<UpgradeContext, 'world'>,
  id: string,
  record: string,
): Promise<(Ended & { lines: string[] }) | null> {
  const code = await world.docker.readFile(id, `${record}.exit`)
  if (code === 'missing' || !/^\d+\s*$/.test(code)) return null
  const text = await world.docker.readFile(id, `${record}.log`)
  const lines = (text === 'missing' ? '' : text).split('\n').filter((line) => line.trim() !== '')
  return { ...initEnd(Number(code), lines), lines }
}
