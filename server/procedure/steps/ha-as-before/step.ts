import { say } from '../../../contract/said.ts'
import { readHaConfig } from '../../../domain/ha-config.ts'
import { fails, holds } from '../../../engine/step.ts'
import type { RollbackStep } from '../../context.ts'
import { HA_CONFIG, haAsBeforeTarget } from '../../ha-targets.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** Step 9.6 of the document. The gap runs from T1 to the moment HA comes back, because the old OMS was away all that time. */
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
    const { report } = context
    const target = await haAsBeforeTarget(context)
    if (target === null) return report.line('this job did not change ha.config')
    await changeConsole(context, async (console) => {
      const from = await console.parameter(HA_CONFIG, signal)
      if (target.lacks(from) === null) return report.line('ha.config is as it was')
      report.line(`ha.config: ${target.wanted(from)}`)
      await console.setParameter(
        { name: HA_CONFIG, from, to: target.wanted, reached: (value) => target.lacks(value) === null },
        report,
        signal,
      )
    })
  },
  async verify(context, signal) {
    const target = await haAsBeforeTarget(context)
    if (target === null) return holds(say('outcomes.haUntouched'))
    const value = await withConsole(context, (console) => console.parameter(HA_CONFIG, signal))
    const lacks = target.lacks(value)
    if (lacks !== null) return fails(lacks, value)
    const { enabled, refetchStoreIntervalMin: to } = readHaConfig(value)
    const { refetchStoreIntervalMin: from } = readHaConfig(target.before)
    const ha = enabled ? 'on' : 'off'
    return from === to
      ? holds(say('outcomes.haConfigAsBefore', { ha }))
      : holds(say('outcomes.haConfigAsBeforeExcept', { ha, from: from ?? '–', to: to ?? '–' }))
  },
}
