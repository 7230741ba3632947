import { say } from '../../../contract/said.ts'
import { mergeHaConfig, readHaConfig } from '../../../domain/ha-config.ts'
import { refetchIntervalMinutes } from '../../../domain/refetch-interval.ts'
import { fails, holds } from '../../../engine/step.ts'
import type { UpgradeContext, UpgradeStep } from '../../context.ts'
import { latestClock } from '../../latest-clock.ts'
import { neededFact } from '../../needed-fact.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** True where the Stores will find every change made since T1. */
function recovers(value: string, { plan }: UpgradeContext, t1: Date, t2: Date): boolean {
  const config = readHaConfig(value)
  if (plan.storeRecovery === 'perceive-checkpoint') return config.perceiveStoreClientCheckpoint === true
  return config.refetchStoreIntervalMin !== null && config.refetchStoreIntervalMin * 60_000 > t2.getTime() - t1.getTime()
}

/** Step 8 of the document. T2 is the moment the panel read back that HA is on. */
export const haOn: UpgradeStep = {
  id: 'ha-on',
  source: '3.4.0 single-node, step 8',
  phase: 'window',
  changes: 'ha',
  undoneBy: say('steps.undo.haConfigBefore'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: parameterSeconds,
  settleSeconds: 10,
  async run(context, signal) {
    const { world, facts, plan, report } = context
    const now = await latestClock(world)
    const t1 = new Date(await neededFact(facts, 't1'))
    await changeConsole(context, async (console) => {
      const value = await console.parameter('ha.config')
      const current = readHaConfig(value)
      const changes =
        plan.storeRecovery === 'perceive-checkpoint'
          ? { enable: true, perceiveStoreClientCheckpoint: true }
          : {
              enable: true,
              refetchStoreIntervalMin: refetchIntervalMinutes({ t1, t2: now(), current: current.refetchStoreIntervalMin }),
            }
      report.line(`ha.config: ${JSON.stringify(changes)}`)
      const reached = (found: string) => readHaConfig(found).enabled && recovers(found, context, t1, now())
      if (!reached(value))
        await console.setParameter({ name: 'ha.config', from: value, to: mergeHaConfig(value, changes), reached }, report, signal)
    })
    await facts.recordOnce('t2', now().toISOString())
  },
  async verify(context) {
    const value = await withConsole(context, (console) => console.parameter('ha.config'))
    const config = readHaConfig(value)
    if (!config.enabled) return fails(say('outcomes.haStillOff'), value)
    const t1 = new Date(await neededFact(context.facts, 't1'))
    const t2 = new Date(await neededFact(context.facts, 't2'))
    if (!recovers(value, context, t1, t2)) return fails(say('outcomes.intervalTooSmall'), value)
    await context.facts.recordOnce('haConfigAfter', value)
    const minutes = Math.ceil((t2.getTime() - t1.getTime()) / 60_000)
    return context.plan.storeRecovery === 'perceive-checkpoint'
      ? holds(say('outcomes.haIsOnPerceive'))
      : holds(say('outcomes.haIsOn', { interval: config.refetchStoreIntervalMin ?? 0, minutes }))
  },
}
