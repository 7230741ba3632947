import { readFileSync } from 'node:fs'
import { paths } from './paths.ts'

/** What can be broken on purpose, with what it does. The file maps a name to true, false or a number. */
export const faultNames = {
  'init-fails-phase-2': 'docker_init.sh stops with an SQL error after the first change of phase 2',
  'init-dies-at-once': 'docker_init.sh is killed before it changes anything',
  'init-dies-after-schema': 'docker_init.sh begins with a phase that changes definitions only, and dies before it writes a row',
  'init-dies-after-update': 'docker_init.sh begins with a phase that only updates rows, and dies behind it',
  'init-hangs': 'docker_init.sh stops moving in phase 2 until its container ends',
  'init-exit-0': 'docker_init.sh changes nothing, prints the known failure text and exits 0',
  'init-twice-fails': 'on by default; false lets a second docker_init.sh succeed',
  'init-step-ms': 'number: pause after each change of docker_init.sh (default 250)',
  'server-down': 'no heartbeats: true, or for that many seconds since the container started',
  'console-502': 'the console answers 502 Bad Gateway to everything',
  'console-slow': 'the console waits before it answers: milliseconds, or true for 30000',
  'console-wrong-password': 'the console refuses every sign-in',
  'console-stopped-until-init': 'before docker_init.sh, oms_console is STOPPED instead of RUNNING behind a 502',
  'dies-on-start': 'the container exits 1 before its components run',
  'slow-start': 'number: seconds until the components are RUNNING',
  'slow-stop': 'number: seconds between SIGTERM and the exit',
  'gap-minutes-per-second': 'number: minutes that one second of downtime counts for the refetch interval',
} as const

export type FaultName = keyof typeof faultNames
export type Faults = Partial<Record<FaultName, boolean | number>>

/** Read anew each time, so that a fault works at once. A missing or unreadable file is no fault. */
export function readFaults(): Faults {
  try {
    return JSON.parse(readFileSync(paths.faults, 'utf8')) as Faults
  } catch {
    return {}
  }
}
