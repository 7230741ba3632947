import { say } from '../../../contract/said.ts'
import { type HaConfigChanges, mergeHaConfig, readHaConfig } from '../../../domain/ha-config.ts'
import { refetchIntervalMinutes } from '../../../domain/refetch-interval.ts'
import { fails, holds } from '../../../engine/step.ts'
import type { RollbackContext, RollbackStep } from '../../context.ts'
import { latestClock } from '../../latest-clock.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** The gap runs from T1 to the moment HA comes back, because the old OMS was away all that time. */
async function wanted({ facts }: RollbackContext, value: string, now: Date): Promise<HaConfigChanges | null> {
  const before = await facts.get('haConfigBefore')
  if (before === undefined || !readHaConfig(before).enabled) return null
  const t1 = await facts.get('t1')
  const current = readHaConfig(value)
  if (t1 === undefined || current.perceiveStoreClientCheckpoint === true) return { enable: true }
  return {
    enable: true,
    refetchStoreIntervalMin: refetchIntervalMinutes({ t1: new Date(t1), t2: now, current: current.refetchStoreIntervalMin }),
  }
}

function reaches(value: string, t1: string | undefined, now: Date): boolean {
  const config = readHaConfig(value)
  if (!config.enabled) return false
  if (t1 === undefined || config.perceiveStoreClientCheckpoint === true) return true
  return config.refetchStoreIntervalMin !== null && config.refetchStoreIntervalMin * 60_000 > now.getTime() - Date.parse(t1)
}

/** Step 9.6 of the document. */
export const haAsBefore: RollbackStep = {
  id: 'ha-as-before',
  source: '3.4.0 single-node, step 9.6',
  phase: 'window',
  changes: 'ha',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: parameterSeconds,
  settleSeconds: 10,
  async run(context, signal) {
    const { facts, world, report } = context
    const now = await latestClock(world)
    await changeConsole(context, async (console) => {
      const value = await console.parameter('ha.config')
      const changes = await wanted(context, value, now())
      const t1 = await facts.get('t1')
      if (changes === null || reaches(value, t1, now())) return report.line('HA is as it was')
      report.line(`ha.config: ${JSON.stringify(changes)}`)
      const reached = (found: string) => reaches(found, t1, now())
      await console.setParameter({ name: 'ha.config', from: value, to: mergeHaConfig(value, changes), reached }, report, signal)
    })
  },
  async verify(context) {
    const value = await withConsole(context, (console) => console.parameter('ha.config'))
    const now = (await latestClock(context.world))()
    if ((await wanted(context, value, now)) === null) return holds(say('outcomes.haUntouched'))
    const config = readHaConfig(value)
    if (!reaches(value, await context.facts.get('t1'), now)) {
      return fails(say(config.enabled ? 'outcomes.intervalTooSmall' : 'outcomes.haStillOff'), value)
    }
    return holds(say('outcomes.haAsBefore', { interval: config.refetchStoreIntervalMin ?? 0 }))
  },
}
