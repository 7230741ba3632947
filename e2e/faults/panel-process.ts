import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { PANEL } from '../../server/contract/access.ts'
import { createCipher } from '../../server/db/cipher.ts'
import { openStore } from '../../server/db/open-store.ts'
import type { World } from '../../server/procedure/context.ts'
import type { ConsoleReader, Consoles } from '../../server/procedure/ports/console.ts'
import { procedureOf } from '../../server/procedure/procedure-of.ts'
import { executeOpenRuns } from '../../server/services/execute-open-runs.ts'
import { realWorld } from '../harness/real-world.ts'
import { BY_CHILD, CHANGING_CALLS } from './changing-calls.ts'
import type { PanelNews, PanelSettings } from './panel-settings.ts'
import { watchedWorld } from './watched-world.ts'

// A panel without a web server that dies where it is told to: the engine, the services and the real adapters, nothing else.

const SHORTLY_MS = 8
const settings = JSON.parse(process.env.PANEL_FAULT ?? '') as PanelSettings
const { dieAt, clock, limits, pauseAt, consoleUrl } = settings
let step = ''

const tell = (news: PanelNews) => void process.stdout.write(`${JSON.stringify(news)}\n`)
const die = () => process.kill(process.pid, 'SIGKILL')

function diesIn(call: string): boolean {
  if (dieAt === null || dieAt.step !== step) return false
  return dieAt.at === `in ${call}` || dieAt.at === 'in any'
}

/** A child that is the tool itself and not yet gone. */
function hasLogin(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--defaults-file=')
  } catch {
    return false
  }
}

/** Kills once the effect of the call is on its way. */
function dieIn(call: string): void {
  const delay = CHANGING_CALLS[call] ?? SHORTLY_MS
  if (!BY_CHILD.has(call)) return void setTimeout(die, delay)
  const poll = setInterval(() => {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    if (!children.some(hasLogin)) return
    clearInterval(poll)
    setTimeout(die, delay)
  }, 2)
}

/** Sets the clock of this process, as somebody sets a machine's: every new Date is another one from then on. */
function setClock(seconds: number): void {
  const { now } = Date
  const moved = () => now() + seconds * 1000
  Date.now = moved
  globalThis.Date = new Proxy(Date, {
    construct: (target, given) => (given.length === 0 ? new target(moved()) : Reflect.construct(target, given)),
  })
}

if (clock?.fromStep === '') setClock(clock.seconds)

function redirected(world: World): World {
  if (consoleUrl === null) return world
  const elsewhere = <Opened extends ConsoleReader>(consoles: Consoles<Opened>): Consoles<Opened> => ({
    open: (login) => consoles.open({ ...login, url: consoleUrl }),
    health: (_, signal) => consoles.health(consoleUrl, signal),
  })
  return {
    ...world,
    consoles: elsewhere(world.consoles),
    writers(permit) {
      const writers = world.writers(permit)
      return { ...writers, consoles: elsewhere(writers.consoles) }
    },
  }
}

const lines = createInterface({ input: process.stdin })
const released = once(lines, 'line')

/** Only once: what comes again after the pause is not held. */
let isPaused = false
async function pause(): Promise<void> {
  if (isPaused) return
  isPaused = true
  tell({ is: 'paused' })
  await released
}

const world = watchedWorld(redirected(realWorld(settings)), {
  async sending(call) {
    if (pauseAt?.step === step && pauseAt.call === call) await pause()
  },
  sent(call) {
    if (step === '') return
    if (call in CHANGING_CALLS) tell({ is: 'call', step, call })
    if (diesIn(call)) dieIn(call)
  },
  answered(call) {
    // Also where the call was quicker than the delay: its effect is there and nobody has noted it.
    if (diesIn(call) || (dieAt?.step === step && dieAt.at === `after ${call}`)) die()
  },
})

const runner = executeOpenRuns(
  {
    store: openStore(settings.databaseFile),
    cipher: createCipher(Buffer.from(readFileSync(settings.keyFile, 'utf8').trim(), 'hex')),
    world,
    backupFolder: settings.backupFolder,
    actor: PANEL,
    onMoment(stepId, moment) {
      step = moment === 'settled' ? '' : stepId
      if (clock !== null && clock.fromStep === stepId && moment === 'intended') setClock(clock.seconds)
      if (dieAt?.step === stepId && dieAt.at === moment) die()
      tell({ is: 'moment', step: stepId, moment })
    },
    stepsOf: (kind, options) =>
      procedureOf(kind, options).map((one) => {
        const { timeout, settle } = limits[one.id] ?? {}
        return {
          ...one,
          settleSeconds: settle ?? one.settleSeconds,
          timeoutSeconds: (context) => timeout ?? one.timeoutSeconds(context),
          async run(context, signal) {
            if (pauseAt?.step === one.id && pauseAt.call === null) await pause()
            await one.run(context, signal)
          },
        }
      }),
  },
  (cause) => tell({ is: 'incident', text: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
)

process.once('SIGTERM', () => {
  void runner.stop().then(() => process.exit(0))
})
tell({ is: 'ready' })
