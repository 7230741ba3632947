import { say } from '../../../contract/said.ts'
import { readHaConfig } from '../../../domain/ha-config.ts'
import { differencesText } from '../../../domain/ha-config-differences.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { UpgradeContext, UpgradeStep } from '../../context.ts'
import { HA_CONFIG, type HaTarget, haOnTarget } from '../../ha-targets.ts'
import { latestClock } from '../../latest-clock.ts'
import { neededFact } from '../../needed-fact.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** Keeps what a person has to decide, so that the page can ask exactly that. */
async function requireDecision({ facts }: Pick<UpgradeContext, 'facts'>, { toAsk }: HaTarget, current: string): Promise<void> {
  const asked = toAsk(current)
  if (asked.length === 0) return
  await facts.replace('haConfigAsked', asked)
  throw new OperatorError('conflict', say('outcomes.haConfigChanged', { differences: differencesText(asked) }), {
    hint: say('outcomes.haConfigChangedDo'),
    raw: current,
  })
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
    const { facts, report } = context
    const target = await haOnTarget(context)
    const now = await latestClock(context.world)
    let last = ''
    await changeConsole(context, async (console) => {
      const from = await console.parameter(HA_CONFIG, signal)
      await requireDecision(context, target, from)
      if (target.lacks(from) === null) return report.line('ha.config is as it should be already')
      report.line(`ha.config: ${target.wanted(from)}`)
      const reached = (value: string) => {
        last = value
        return target.lacks(value) === null || isChangedByHand(value)
      }
      // Somebody who switches HA on with other values has to decide, instead of waiting in front of a page that only repeats itself.
      const isChangedByHand = (value: string) => readHaConfig(value).enabled && target.toAsk(value).length > 0
      await console.setParameter({ name: HA_CONFIG, from, to: target.wanted, reached }, report, signal)
      await requireDecision(context, target, last)
    })
    await facts.recordOnce('t2', now().toISOString())
  },
  async verify(context, signal) {
    const { facts } = context
    const target = await haOnTarget(context)
    const value = await withConsole(context, (console) => console.parameter(HA_CONFIG, signal))
    const asked = target.toAsk(value)
    if (asked.length > 0) {
      await facts.replace('haConfigAsked', asked)
      return failsForGood(say('outcomes.haConfigChanged', { differences: differencesText(asked) }), value)
    }
    const lacks = target.lacks(value)
    if (lacks !== null) return fails(lacks, value)
    const t1 = new Date(await neededFact(facts, 't1'))
    const t2 = new Date(await facts.recordOnce('t2', (await latestClock(context.world))().toISOString()))
    await facts.recordOnce('haConfigAfter', value)
    if (context.plan.storeRecovery === 'perceive-checkpoint') return holds(say('outcomes.haIsOnPerceive'))
    const minutes = Math.ceil((t2.getTime() - t1.getTime()) / 60_000)
    return holds(say('outcomes.haIsOn', { interval: readHaConfig(value).refetchStoreIntervalMin ?? 0, minutes }))
  },
}
