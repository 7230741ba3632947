import { say } from '../../../contract/said.ts'
import { stopSeconds } from '../../../domain/container-spec.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import { allDatabases } from '../../all-databases.ts'
import type { UpgradeContext, UpgradeStep } from '../../context.ts'
import type { Container } from '../../ports/engine.ts'
import { withMetaDb } from '../../with-connection.ts'
import { writeEmergencyKit } from '../../write-emergency-kit.ts'
import { plan } from './plan.ts'

/** Beyond the grace: the engine kills and tidies up, and sessions of the MetaDB end. */
const MARGIN_SECONDS = 180

async function oldContainer({ world, plan }: UpgradeContext): Promise<Container> {
  const { id, name } = plan.node.oldContainer
  const container = await world.docker.container(id)
  if (container === 'missing') throw new OperatorError('not-found', say('errors.containerGone', { name }))
  return container
}

/** Step 2.1 of the document. T1 is the engine's own FinishedAt, so it is never later than the real stop. */
export const stopOldContainer: UpgradeStep = {
  id: 'stop-old-container',
  source: '3.4.0 single-node, step 2.1',
  phase: 'window',
  changes: 'container',
  undoneBy: say('steps.undo.restartOldContainer'),
  plan,
  repeatable: true,
  timeoutSeconds: ({ plan }) => (plan.node.oldContainer.stopSeconds ?? 60) + MARGIN_SECONDS,
  settleSeconds: 90,
  async run(context) {
    const { writers, facts, report } = context
    const container = await oldContainer(context)
    const before = await facts.recordOnce('restartPolicyBefore', container.restartPolicy)
    // A restart of the engine would otherwise bring the old OMS back in the middle of the backup.
    await writers.docker.setRestartPolicy(container.id, { Name: 'no' })
    report.line(`restart policy was ${before.Name || 'no'}, is no`)
    await writers.docker.stop(container.id, { graceSeconds: stopSeconds(container.spec) })
    const stopped = await oldContainer(context)
    if (stopped.finishedAt !== null) await facts.recordOnce('t1', stopped.finishedAt.toISOString())
    await writeEmergencyKit(context)
  },
  async verify(context) {
    const container = await oldContainer(context)
    const name = container.name
    if (container.state !== 'exited') return fails(say('outcomes.containerNotStopped', { name, state: container.state }))
    const t1 = await context.facts.get('t1')
    if (t1 === undefined) return fails(say('outcomes.noFinishedAt', { name }))
    // Cut off in between: from T1 on there has to be a way back without the panel.
    if ((await context.facts.get('emergencyKitFolder')) === undefined) return failsForGood(say('outcomes.kitMissing', { name }))
    const sessions = await withMetaDb(context, (metaDb) => metaDb.sessions(allDatabases(context.installation.databases)))
    if (sessions.length > 0) {
      const who = sessions.map((session) => `${session.user}@${session.host} ${session.database}`)
      return fails(say('outcomes.sessionsLeft', { count: sessions.length }), [...new Set(who)].join('\n'))
    }
    return holds(say('outcomes.containerStopped', { name, exitCode: container.exitCode }))
  },
}
