import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { askSupervisor } from './ask-supervisor.ts'
import { readConfig } from './config.ts'
import { faultNumber } from './fault-number.ts'
import { readFaults } from './faults.ts'
import { changeHaKeys } from './init-ha-keys.ts'
import { type InitPhase, initPhases, schemaFirst, updatesFirst } from './init-phases.ts'
import { initRefusal } from './init-refusal.ts'
import { betweenChanges, dressed, postscript, preamble } from './init-voice.ts'
import { type MetaDb, openMetaDb } from './meta-db.ts'
import { paths } from './paths.ts'
import { schemaShapes } from './schema-shapes.ts'
import { siteHas } from './site.ts'
import { spelledVersion } from './version-text.ts'

// What /root/docker_init.sh runs: changes the schema of the three databases for real.

const STEP_MILLISECONDS = 250
const CHILD_SECONDS = 3_600

const logFile = join(paths.logs, `docker_init.log.${new Date().toISOString().slice(0, 10)}`)

function say(text: string): void {
  process.stdout.write(`${dressed(text, siteHas)}\n`)
  appendFileSync(logFile, `${new Date().toISOString()} ${text}\n`)
}

async function main(): Promise<number> {
  mkdirSync(paths.logs, { recursive: true })
  const faults = readFaults()
  say('[Start] OMS metadata initialization')
  if (faults['init-exit-0'] === true) {
    say('Version before 4.1.1 is not allowed to upgrade.')
    return 0
  }
  const version = process.env.OMS_VERSION ?? '3.4.0'
  const config = readConfig(paths.config)
  for (const line of preamble(config.metaDb, siteHas)) say(line)
  const metaDb = await openMetaDb(config)
  try {
    const { recorded } = await schemaShapes(metaDb)
    const refusal = initRefusal(version, recorded, await processes())
    if (refusal !== null) {
      say(refusal)
      return 1
    }
    rmSync(paths.initMarker, { force: true })
    if (recorded === version && faults['init-twice-fails'] === false) say(`The schema is at ${version} already.`)
    else await change(metaDb, version)
  } finally {
    await metaDb.close()
  }
  if (siteHas('init-background-child')) leaveChild()
  say('Restarting components')
  const restarted = await askSupervisor(['restart', 'all'])
  if (restarted?.exitCode !== 0) {
    say('[ERROR] Components did not restart.')
    return 1
  }
  mkdirSync(dirname(paths.initMarker), { recursive: true })
  writeFileSync(paths.initMarker, `${new Date().toISOString()}\n`)
  say('[Completed] All initialization steps are executed')
  for (const line of postscript(siteHas)) say(line)
  return 0
}

async function change(metaDb: MetaDb, version: string): Promise<void> {
  const faults = readFaults()
  if (faults['init-dies-at-once'] === true) process.kill(process.pid, 'SIGKILL')
  const dyingIn = faults['init-dies-after-schema'] ? schemaFirst : faults['init-dies-after-update'] ? updatesFirst : null
  const phases = dyingIn === null ? initPhases(spelledVersion(version, siteHas), siteHas) : [dyingIn]
  for (const [index, phase] of phases.entries()) {
    const number = index + 1
    say(`[Phase ${number}/${phases.length}] ${phase.title}`)
    await changeIn(metaDb, phase, number === 2)
  }
  if (dyingIn !== null) throw new Error('1205 (HY000): Lock wait timeout exceeded; try restarting transaction')
  await changeHaKeys(metaDb.rm)
}

async function changeIn(metaDb: MetaDb, phase: InitPhase, isBreakable: boolean): Promise<void> {
  const pause = faultNumber(readFaults(), 'init-step-ms', 2_000, STEP_MILLISECONDS)
  process.stdout.write(betweenChanges(siteHas))
  for (const [position, { database, sql }] of phase.changes.entries()) {
    if (isBreakable && position === 1) await breakHere()
    say(`  ${metaDb[database].name}: ${sql.replace(/\s+/g, ' ').slice(0, 110)}`)
    const affected = await metaDb[database].write(sql)
    await wait(pause)
    say(`  OK, ${affected} rows affected`)
  }
}

/** The two faults of phase 2, after its first change: by now the schema is neither old nor new. */
async function breakHere(): Promise<void> {
  const faults = readFaults()
  if (faults['init-fails-phase-2'] === true) throw new Error('1205 (HY000): Lock wait timeout exceeded; try restarting transaction')
  if (faults['init-hangs'] === true) for (;;) await wait(60_000)
}

/** Holds this script's output open long after the script has ended, as a daemon does that it started carelessly. */
function leaveChild(): void {
  spawn('sleep', [String(CHILD_SECONDS)], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] }).unref()
}

async function processes(): Promise<{ name: string; state: string }[]> {
  const status = await askSupervisor(['status'])
  return (status?.text ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([name, state]) => (name && state ? [{ name, state }] : []))
}

main()
  .catch((error: unknown) => {
    const number = error instanceof Error && 'errno' in error ? `${String(error.errno)}: ` : ''
    say(`ERROR ${number}${error instanceof Error ? error.message : String(error)}`)
    say('[Failed] Metadata initialization stopped')
    return 1
  })
  .then((code) => {
    process.exitCode = code
  })
