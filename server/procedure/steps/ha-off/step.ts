import { say } from '../../../contract/said.ts'
import { mergeHaConfig, readHaConfig } from '../../../domain/ha-config.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { UpgradeStep } from '../../context.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** Step 1 of the document. The exact old value is kept first: a rollback needs it. */
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
  async run(context, signal) {
    await changeConsole(context, async (console) => {
      const value = await console.parameter('ha.config')
      const { enabled } = readHaConfig(value)
      await context.facts.recordOnce('haConfigBefore', value)
      if (!enabled) return context.report.line('HA is off already')
      const change = {
        name: 'ha.config',
        from: value,
        to: mergeHaConfig(value, { enable: false }),
        reached: (now: string) => !readHaConfig(now).enabled,
      }
      await console.setParameter(change, context.report, signal)
    })
  },
  async verify(context) {
    const value = await withConsole(context, (console) => console.parameter('ha.config'))
    return readHaConfig(value).enabled ? failsForGood(say('outcomes.haStillOn'), value) : holds(say('outcomes.haIsOff'))
  },
}
