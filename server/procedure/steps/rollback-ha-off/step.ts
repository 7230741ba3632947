import { say } from '../../../contract/said.ts'
import { mergeHaConfig, readHaConfig } from '../../../domain/ha-config.ts'
import { fails, holds } from '../../../engine/step.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import type { FactValues } from '../../facts.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { changeConsole, changeMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const NAME = 'ha.config'
const CONSOLE_PATIENCE_MS = 20_000

/** By the console where it is alive, else by SQL; rollback never waits for the health of the thing that it replaces. */
async function switchOff(context: Acting<RollbackContext>, signal: AbortSignal): Promise<FactValues['rollbackHaOff']> {
  const { installation, report } = context
  const off = (value: string) => mergeHaConfig(value, { enable: false })
  if (installation.console.driver === 'console') {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(CONSOLE_PATIENCE_MS)])
    const byConsole = changeConsole(context, async (console) => {
      const value = await console.parameter(NAME)
      if (!readHaConfig(value).enabled) return 'was-off' as const
      await console.setParameter({ name: NAME, from: value, to: off(value), reached: (now) => !readHaConfig(now).enabled }, report, limited)
      return 'console' as const
    })
    const done = await byConsole.catch((cause: unknown) => {
      signal.throwIfAborted()
      report.line(`the console cannot do it: ${cause instanceof Error ? cause.message : String(cause)}`)
      return null
    })
    if (done !== null) return done
  }
  return await changeMetaDb(context, async (metaDb) => {
    const value = await metaDb.parameter(installation.databases.rm, NAME)
    if (value === 'missing') return 'left'
    if (!readHaConfig(value).enabled) return 'was-off'
    return (await metaDb.setParameter(installation.databases.rm, NAME, value, off(value))) ? 'metadb' : 'left'
  }).catch((cause: unknown) => {
    signal.throwIfAborted()
    report.line(`the MetaDB cannot do it: ${cause instanceof Error ? cause.message : String(cause)}`)
    return 'left' as const
  })
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
  timeoutSeconds: () => 120,
  settleSeconds: 0,
  async run(context, signal) {
    await context.facts.replace('rollbackHaOff', await switchOff(context, signal))
  },
  async verify(context) {
    const how = await context.facts.get('rollbackHaOff')
    if (how === undefined) return fails(say('outcomes.haStillOn'))
    if (how !== 'left') return holds(say('outcomes.haIsOff'))
    return (await restoreNeeded(context)) === null ? fails(say('outcomes.haStillOn')) : holds(say('outcomes.haLeftToRestore'))
  },
}
