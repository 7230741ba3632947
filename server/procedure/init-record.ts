import { initReader } from '../domain/init-output.ts'
import { isStopped } from '../domain/is-stopped.ts'
import type { UpgradeContext } from './context.ts'
import type { FactValues } from './facts.ts'

type Job = Pick<UpgradeContext, 'job' | 'attempt'>
type World = Pick<UpgradeContext, 'world'>
type Init = FactValues['init']

/** Start of the names of files inside the new container that outlive the panel: `.pid`, `.log` and, when it ended, `.exit`. */
export function initRecordOf({ job, attempt }: Job): string {
  return `/root/.oms-upgrade-panel-${job.id}-${attempt}`
}

// The script is the vendor's, as it is, in a process group of its own. It writes to a file: neither a dead panel nor a child that
// keeps the output open has anything to do with its end, which is its exit code on the disk.
const RECORDER = `set -m
: >"$1.log" >"$1.exit"
( bash /root/docker_init.sh </dev/null >>"$1.log" 2>&1; code=$?; echo "$code" >"$1.exit" ) &
init=$!
echo "$init" >"$1.pid"
set +m
exec 3<"$1.log"
until [ -s "$1.exit" ]; do
  cat <&3
  sleep 0.2
  kill -0 "$init" 2>/dev/null || break
done
cat <&3
[ -s "$1.exit" ] && read -r code <"$1.exit" && exit "$code"
exit 137`

const IS_RUNNING = `{ read -r pid <"$1.pid" && [[ "$(cat "/proc/$pid/cmdline")" == *"$1"* ]]; } 2>/dev/null`

// A group lives as long as one of its processes does; its number is not given away before. Processes that ended and are only kept
// for a parent that does not look count as gone.
const END = `record=$1
read -r pid <"$record.pid" || exit 0
[ -e "/proc/$pid" ] && [[ "$(cat "/proc/$pid/cmdline" 2>/dev/null)" != *"$record"* ]] && exit 0
alive() {
  local file line
  for file in /proc/[0-9]*/stat; do
    { read -r line <"$file"; } 2>/dev/null || continue
    set -- \${line##*) }
    [ "$3" = "$pid" ] && [ "$1" != Z ] && return 0
  done
  return 1
}
for signal in TERM KILL; do
  kill -s "$signal" -- "-$pid" 2>/dev/null
  for (( i = 0; i < 50; i++ )); do alive || exit 0; sleep 0.2; done
done
exit 1`

export function initCommand(record: string): string[] {
  return ['bash', '-c', RECORDER, 'docker_init', record]
}

/** Ends the script with everything that it started and waits for; exits with 0 when nothing of it is left. */
export function endInitCommand(record: string): string[] {
  return ['bash', '-c', END, 'end', record]
}

/** True while the script that belongs to this record still runs in the container, whoever started it. */
export async function initIsRunning({ world }: World, id: string, record: string, signal: AbortSignal): Promise<boolean> {
  const container = await world.docker.container(id)
  if (container === 'missing' || isStopped(container.state)) return false
  const { exitCode } = await world.docker.ask(id, ['bash', '-c', IS_RUNNING, 'look', record], signal)
  return exitCode === 0
}

/** The exit code that the record holds; null where the script never came to its end. */
export async function readInitExit({ world }: World, id: string, record: string): Promise<number | null> {
  const code = await world.docker.readFile(id, `${record}.exit`)
  return code !== 'missing' && /^\d+\s*$/.test(code) ? Number(code) : null
}

/** How a script ended that nobody listened to any more, and the last part of its output; null where it never came to its end. */
export async function readInitRecord(
  context: World,
  id: string,
  record: string,
): Promise<{ init: Init; lines: string[]; isWhole: boolean } | null> {
  const exitCode = await readInitExit(context, id, record)
  if (exitCode === null) return null
  const log = await context.world.docker.readFileEnd(id, `${record}.log`)
  const reader = initReader()
  const lines = log === 'missing' ? [] : log.text.split('\n').filter((line) => line.trim() !== '')
  for (const line of lines) reader.take(line)
  return { init: { record, exitCode, ...reader.output() }, lines, isWhole: log === 'missing' || log.isWhole }
}
