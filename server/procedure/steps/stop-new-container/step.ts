import { say } from '../../../contract/said.ts'
import { stopSeconds } from '../../../domain/container-spec.ts'
import { isStopped } from '../../../domain/is-stopped.ts'
import { fails, holds } from '../../../engine/step.ts'
import { allDatabases } from '../../all-databases.ts'
import type { RollbackStep } from '../../context.ts'
import { ownContainer } from '../../own-container.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const isWithoutRestart = ({ Name }: { Name: string }) => Name === '' || Name === 'no'

/** Beyond the grace: the engine kills and tidies up, and sessions of the MetaDB end. */
const MARGIN_SECONDS = 180

/** Step 9.2 of the document, T3. Nobody asks the new container how it is. */
export const stopNewContainer: RollbackStep = {
  id: 'stop-new-container',
  source: '3.4.0 single-node, step 9.2',
  phase: 'window',
  changes: 'container',
  undoneBy: say('steps.undo.startNewContainer'),
  plan,
  repeatable: true,
  timeoutSeconds: ({ plan }) => (plan.node.oldContainer.stopSeconds ?? 60) + MARGIN_SECONDS,
  settleSeconds: 90,
  async run(context) {
    const { world, writers, facts, report } = context
    const container = await ownContainer(context)
    if (container === undefined) {
      report.line('this job created no container')
    } else {
      const isRunning = container.state === 'running'
      const before = await facts.get('newContainerBefore')
      const isPlain = isWithoutRestart(container.restartPolicy)
      // A retry finds it without its policy, and stopped or not; what it was like stays noted.
      const restartPolicy = isPlain && before != null ? before.restartPolicy : container.restartPolicy
      if (isRunning || !isPlain || before == null) await facts.replace('newContainerBefore', { isRunning, restartPolicy })
      // A restart of the engine would otherwise bring it back in the middle of the restore.
      await writers.docker.setRestartPolicy(container.id, { Name: 'no' })
      if (container.state !== 'created') await writers.docker.stop(container.id, { graceSeconds: stopSeconds(container.spec) })
    }
    const stopped = await ownContainer(context)
    const t3 = (stopped?.finishedAt ?? world.clock.now()).toISOString()
    await facts.recordOnce('t3', t3)
  },
  async verify(context) {
    const container = await ownContainer(context)
    if (container !== undefined && !isStopped(container.state)) {
      return fails(say('outcomes.containerNotStopped', { name: container.name, state: container.state }))
    }
    if ((await restoreNeeded(context)) === null) return holds(say('outcomes.noNewContainerRan'))
    const sessions = await withMetaDb(context, (metaDb) => metaDb.sessions(allDatabases(context.installation.databases)))
    if (sessions.length > 0) {
      return fails(
        say('outcomes.sessionsLeft', { count: sessions.length }),
        sessions.map(({ user, host, database }) => `${user}@${host} ${database}`).join('\n'),
      )
    }
    return holds(say('outcomes.containerStopped', { name: container?.name ?? '', exitCode: container?.exitCode ?? 0 }))
  },
}
