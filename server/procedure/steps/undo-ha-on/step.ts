import { say } from '../../../contract/said.ts'
import { fails, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { RollbackContext, RollbackStep } from '../../context.ts'
import { HA_CONFIG, haOnAgainTarget } from '../../ha-targets.ts'
import { ownContainer } from '../../own-container.ts'
import { parameterSeconds } from '../../parameter-seconds.ts'
import { verifyServersOnline } from '../../proofs/servers-online.ts'
import { changeConsole, withConsole } from '../../with-connection.ts'
import { plan } from './plan.ts'

const ONLINE_SECONDS = 960
const BETWEEN_READS_MS = 1000

/** The container on which HA has to come back; null where the rollback left HA alone, or no OMS runs that could use it. */
async function awaited(context: RollbackContext): Promise<{ id: string; isRunning: boolean } | null> {
  const how = await context.facts.get('rollbackHaOff')
  if (how !== 'console' && how !== 'metadb' && how !== 'person') return null
  const container = await ownContainer(context)
  return { id: container?.id ?? '', isRunning: container?.state === 'running' }
}

/** HA acts on servers that are not Online: it comes back when all of them are, as in step 8 of the document. */
async function untilServersOnline(context: RollbackContext, containerId: string, signal: AbortSignal): Promise<void> {
  context.report.waitingFor(say('waiting.servers'))
  for (;;) {
    const verdict = await verifyServersOnline(context, { containerId, keptAs: 'undoServersSeen', since: 'start' }, signal)
    if (verdict.holds) return
    if (verdict.hopeless === true) throw new OperatorError('refused', verdict.saw, verdict.raw === undefined ? {} : { raw: verdict.raw })
    await context.world.clock.wait(BETWEEN_READS_MS, signal)
  }
}

/** What the rollback switched off is switched on again; the last step of an undo, so that OMS never runs into it while it starts. */
export const undoHaOn: RollbackStep = {
  id: 'undo-ha-on',
  source: 'panel',
  phase: 'window',
  changes: 'ha',
  undoneBy: say('steps.undo.rollBackAgain'),
  plan,
  repeatable: true,
  abortable: true,
  skippable: say('steps.skip.undoHaOn'),
  timeoutSeconds: (context) => ONLINE_SECONDS + parameterSeconds(context),
  settleSeconds: 10,
  async run(context, signal) {
    const { report } = context
    const target = await haOnAgainTarget(context)
    const container = await awaited(context)
    if (container === null) return report.line('the rollback did not switch HA off')
    if (!container.isRunning) return report.line('the new OMS does not run, so HA stays off')
    await untilServersOnline(context, container.id, signal)
    await changeConsole(context, async (console) => {
      const from = await console.parameter(HA_CONFIG, signal)
      if (target.lacks(from) === null) return report.line('ha.config is as it should be already')
      report.line(`ha.config: ${target.wanted(from)}`)
      const reached = (value: string) => target.lacks(value) === null
      await console.setParameter({ name: HA_CONFIG, from, to: target.wanted, reached }, report, signal)
    })
  },
  async verify(context, signal) {
    const container = await awaited(context)
    if (container === null) return holds(say('outcomes.rollbackUndone'))
    if (!container.isRunning) return holds(say('outcomes.rollbackUndoneHaOff', { name: context.plan.node.newContainerName }))
    const target = await haOnAgainTarget(context)
    const value = await withConsole(context, (console) => console.parameter(HA_CONFIG, signal))
    const lacks = target.lacks(value)
    if (lacks !== null) return fails(lacks, value)
    // The next rollback finds HA as people want it, and not as this one left it.
    await context.facts.replace('rollbackHaOff', 'was-off')
    return holds(say('outcomes.rollbackUndone'))
  },
}
