import { say } from '../../../contract/said.ts'
import { readHaConfig } from '../../../domain/ha-config.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { UpgradeStep } from '../../context.ts'
import { HA_CONFIG, haOffTarget } from '../../ha-targets.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** Step 1 of the document. The exact old value is kept first: HA on and a rollback need it. */
export const haOff: UpgradeStep = {
  id: 'ha-off',
  source: '3.4.0 single-node, step 1',
  phase: 'before',
  changes: 'ha',
  undoneBy: say('steps.undo.haConfigBefore'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: parameterSeconds,
  settleSeconds: 10,
  async run({ facts, report, ...context }, signal) {
    await changeConsole(context, async (console) => {
      const from = await console.parameter(HA_CONFIG, signal)
      const { enabled } = readHaConfig(from)
      // While HA is on, this job has changed nothing: what somebody edited between two attempts belongs to "before".
      if (enabled) await facts.replace('haConfigBefore', from)
      else await facts.recordOnce('haConfigBefore', from)
      if (!enabled) return report.line('HA is off already')
      const { wanted, lacks } = haOffTarget
      await console.setParameter({ name: HA_CONFIG, from, to: wanted, reached: (now) => lacks(now) === null }, report, signal)
    })
  },
  async verify(context, signal) {
    const value = await withConsole(context, (console) => console.parameter(HA_CONFIG, signal))
    const lacks = haOffTarget.lacks(value)
    return lacks === null ? holds(say('outcomes.haIsOff')) : failsForGood(lacks, value)
  },
}
