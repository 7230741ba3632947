import { say } from '../../../contract/said.ts'
import { deriveNewSpec } from '../../../domain/derive-new-spec.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, UpgradeContext, UpgradeStep } from '../../context.ts'
import { imageDefaults } from '../../image-defaults.ts'
import { neededFact } from '../../needed-fact.ts'
import { ownContainer } from '../../own-container.ts'
import { plan } from './plan.ts'

/** Binds in an order of their own, so that two lists can be compared. */
function sorted(binds: string[] | null | undefined): string[] {
  return [...(binds ?? [])].sort()
}

async function create(context: Acting<UpgradeContext>): Promise<string> {
  const { world, writers, plan, facts, job } = context
  const name = plan.node.newContainerName
  if ((await world.docker.container(name)) !== 'missing') throw new OperatorError('conflict', say('errors.containerNameTaken', { name }))
  const console = new URL(context.installation.console.url)
  const port = Number(console.port || (console.protocol === 'https:' ? 443 : 80))
  // The old container is stopped, so whatever answers there now would keep the new console from its port.
  if (await world.isListening(console.hostname, port))
    throw new OperatorError('refused', say('errors.portTaken', { host: console.hostname, port: String(port) }))
  const old = await world.docker.container(plan.node.oldContainer.id)
  if (old === 'missing') throw new OperatorError('not-found', say('errors.containerGone', { name: plan.node.oldContainer.name }))
  const restartPolicy = await neededFact(facts, 'restartPolicyBefore')
  const spec = deriveNewSpec(old.spec, await imageDefaults(world.docker, old.imageId), {
    image: plan.to.image,
    jobId: job.id,
    restartPolicy,
  })
  return await writers.docker.create(name, spec)
}

/** Step 4 of the document, from the old container's own settings: its printed command is not runnable. */
export const startNewContainer: UpgradeStep = {
  id: 'start-new-container',
  source: '3.4.0 single-node, step 4',
  phase: 'window',
  changes: 'container',
  undoneBy: say('steps.undo.stopNewContainer'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 120,
  settleSeconds: 15,
  async run(context) {
    const { writers, facts, report } = context
    const existing = await ownContainer(context)
    const id = existing?.id ?? (await create(context))
    await facts.recordOnce('newContainerId', id)
    report.line(existing === undefined ? `created ${id.slice(0, 12)}` : `found ${existing.name} ${id.slice(0, 12)} of this job again`)
    if (existing?.state !== 'running') await writers.docker.start(id)
  },
  async verify(context) {
    const { world, plan } = context
    const container = await ownContainer(context)
    if (container === undefined) return fails(say('outcomes.newContainerMissing', { name: plan.node.newContainerName }))
    const name = container.name
    const old = await world.docker.container(plan.node.oldContainer.id)
    if (old !== 'missing' && old.state === 'running') return failsForGood(say('outcomes.twoContainers', { old: old.name, name }))
    if (old !== 'missing' && sorted(old.spec.HostConfig.Binds).join('\n') !== sorted(container.spec.HostConfig.Binds).join('\n')) {
      return failsForGood(say('outcomes.mountsDiffer', { name }))
    }
    if (container.imageId !== plan.to.imageId) return failsForGood(say('outcomes.wrongImage', { name, id: container.imageId }))
    if (container.state === 'exited' || container.state === 'dead') {
      const last = await world.docker.tailLogs(container.id, 20)
      return failsForGood(say('outcomes.containerDied', { name, exitCode: container.exitCode }), last.join('\n'))
    }
    if (container.state !== 'running') return fails(say('outcomes.containerNotRunning', { name, state: container.state }))
    return holds(say('outcomes.containerRunning', { name, image: plan.to.image }))
  },
}
