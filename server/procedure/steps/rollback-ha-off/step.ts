import { callsConsole } from '../../../contract/installation.ts'
import { say } from '../../../contract/said.ts'
import { readHaConfig } from '../../../domain/ha-config.ts'
import { fails, holds } from '../../../engine/step.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import type { FactValues } from '../../facts.ts'
import { HA_CONFIG, haOffTarget } from '../../ha-targets.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { changeConsole, changeMetaDb, withConsole, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const CONSOLE_PATIENCE_MS = 20_000
/** For a person at the console of the OMS that is given up, which may die at any moment. */
const PERSON_PATIENCE_MS = 600_000
const HEALTH_MS = 5_000

type How = FactValues['rollbackHaOff']

const isOff = (value: string) => haOffTarget.lacks(value) === null

/** The same change for whichever driver; null where it was not done, with the reason in the log. */
async function tryConsole(context: Acting<RollbackContext>, done: How, limited: AbortSignal, signal: AbortSignal): Promise<How | null> {
  const { report } = context
  const change = changeConsole(context, async (console): Promise<How> => {
    const from = await console.parameter(HA_CONFIG, limited)
    if (isOff(from)) return 'was-off'
    await console.setParameter({ name: HA_CONFIG, from, to: haOffTarget.wanted, reached: isOff }, report, limited)
    return done
  })
  return await change.catch((cause: unknown) => {
    signal.throwIfAborted()
    report.line(`HA cannot be switched off there: ${cause instanceof Error ? cause.message : String(cause)}`)
    return null
  })
}

async function bySql(context: Acting<RollbackContext>, signal: AbortSignal): Promise<How> {
  const { installation, report } = context
  return await changeMetaDb(context, async (metaDb): Promise<How> => {
    const value = await metaDb.parameter(installation.databases.rm, HA_CONFIG, signal)
    if (value === 'missing') return 'left'
    if (isOff(value)) return 'was-off'
    return (await metaDb.setParameter(installation.databases.rm, HA_CONFIG, value, haOffTarget.wanted(value))) ? 'metadb' : 'left'
  }).catch((cause: unknown) => {
    signal.throwIfAborted()
    report.line(`the MetaDB cannot do it: ${cause instanceof Error ? cause.message : String(cause)}`)
    return 'left' as const
  })
}

/** As the MetaDB holds it, whoever wrote it; as the console shows it where the MetaDB does not. Null where nobody can see it. */
async function haValue(context: RollbackContext, signal: AbortSignal): Promise<string | null> {
  const { installation } = context
  const stored = await withMetaDb(context, (metaDb) => metaDb.parameter(installation.databases.rm, HA_CONFIG, signal)).catch(
    () => 'missing',
  )
  signal.throwIfAborted()
  const value =
    stored !== 'missing' || !callsConsole(installation.console.driver)
      ? stored
      : await withConsole(context, (console) => console.parameter(HA_CONFIG, signal)).catch(() => 'missing')
  signal.throwIfAborted()
  return value === 'missing' || !isReadable(value) ? null : value
}

function isReadable(value: string): boolean {
  try {
    readHaConfig(value)
    return true
  } catch {
    return false
  }
}

/** Only a person writes here. A console that is dead, or a person who does not come, leaves it to the restore. */
async function byPerson(context: Acting<RollbackContext>, signal: AbortSignal): Promise<How> {
  const { world, installation, report } = context
  const { url } = installation.console
  const isDead = async () => (await world.consoles.health(url, signal).catch(() => 'unhealthy')) === 'unhealthy'
  if (await isDead()) {
    const value = await haValue(context, signal)
    if (value !== null && isOff(value)) return 'was-off'
    report.line('the OMS console does not answer, so nobody can switch HA off there')
    return 'left'
  }
  const over = new AbortController()
  const watch = async () => {
    const until = world.clock.now().getTime() + PERSON_PATIENCE_MS
    while (!over.signal.aborted) {
      await world.clock.wait(HEALTH_MS, over.signal)
      const isLate = world.clock.now().getTime() > until
      if (isLate || (await isDead())) over.abort(new Error(isLate ? 'nobody did it in time' : 'the OMS console does not answer any longer'))
    }
  }
  // A person who never comes must not keep the rollback from restoring; where nothing is restored, it has to be done.
  const watching = (await restoreNeeded(context)) === null ? null : watch().catch(() => {})
  const done = await tryConsole(context, 'person', AbortSignal.any([signal, over.signal]), signal)
  over.abort(new Error('done'))
  await watching
  return done ?? 'left'
}

/** By the console where it is alive, else by SQL; a rollback never waits for the health of what it replaces. */
async function switchOff(context: Acting<RollbackContext>, signal: AbortSignal): Promise<How> {
  const { driver } = context.installation.console
  if (driver === 'guided') return await byPerson(context, signal)
  const limited = AbortSignal.any([signal, AbortSignal.timeout(CONSOLE_PATIENCE_MS)])
  const done = callsConsole(driver) ? await tryConsole(context, 'console', limited, signal) : null
  const seen = done === null ? null : await haValue(context, signal)
  return done !== null && (seen === null || isOff(seen)) ? done : await bySql(context, signal)
}

const BY_DRIVER = { console: 'console', learned: 'console', metadb: 'metadb', guided: 'person' } as const

/** Whether HA was on is noted before it is switched off: an undo has to switch it on again, whatever died in between. */
async function offAndNoted(context: Acting<RollbackContext>, signal: AbortSignal): Promise<void> {
  const { facts, installation } = context
  const isSeenOff = async () => {
    const value = await haValue(context, signal)
    return value === null ? null : isOff(value)
  }
  if ((await isSeenOff()) === false) await facts.replace('rollbackHaOff', BY_DRIVER[installation.console.driver])
  const how = await switchOff(context, signal)
  const noted = await facts.get('rollbackHaOff')
  const isOwn = noted === 'console' || noted === 'metadb' || noted === 'person'
  // An earlier attempt, or an earlier rollback of this job that no undo has ended, switched it off; or the answer to this one was lost.
  if (isOwn && (how === 'was-off' || how === 'left') && (await isSeenOff()) === true) return
  await facts.replace('rollbackHaOff', how)
}

/** Step 9.1 of the document. */
export const rollbackHaOff: RollbackStep = {
  id: 'rollback-ha-off',
  source: '3.4.0 single-node, step 9.1',
  phase: 'before',
  changes: 'ha',
  undoneBy: say('steps.undo.haAtTheEnd'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: ({ installation }) => (installation.console.driver === 'guided' ? (PERSON_PATIENCE_MS / 1000) * 2 : 120),
  settleSeconds: 0,
  async run(context, signal) {
    await offAndNoted(context, signal)
  },
  async verify(context, signal) {
    const value = await haValue(context, signal)
    if (value !== null && isOff(value)) return holds(say('outcomes.haIsOff'))
    // The backup was made with HA off. Where it is restored, HA is off whatever was written here.
    const isLeft = value === null || (await context.facts.get('rollbackHaOff')) === 'left'
    if (isLeft && (await restoreNeeded(context)) !== null)
      return holds(say(value === null ? 'outcomes.haUnreadableRestore' : 'outcomes.haLeftToRestore'))
    return value === null ? fails(say('outcomes.haUnreadable')) : fails(say('outcomes.haStillOn'), value)
  },
}
