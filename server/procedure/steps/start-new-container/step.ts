import type { Plan } from '../../../contract/plan.ts'
import { say } from '../../../contract/said.ts'
import { CONFIG_FILE, readConfigYaml } from '../../../domain/config-yaml.ts'
import { deriveNewSpec } from '../../../domain/derive-new-spec.ts'
import { isPlannedImage } from '../../../domain/is-planned-image.ts'
import { isStopped } from '../../../domain/is-stopped.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, UpgradeContext, UpgradeStep } from '../../context.ts'
import { imageDefaults } from '../../image-defaults.ts'
import { neededFact } from '../../needed-fact.ts'
import { ownContainer } from '../../own-container.ts'
import type { Container, DockerReader } from '../../ports/engine.ts'
import { readConfigFile } from '../../read-config-file.ts'
import { plan } from './plan.ts'

const GENERATED_NAME = /^[0-9a-f]{64}$/

/** What the engine really mounted, in an order of its own so that two containers can be compared; volumes without a name differ always. */
function mounted({ mounts }: Container): string {
  const texts = mounts
    .filter(({ source }) => !GENERATED_NAME.test(source))
    .map(({ type, source, destination, isReadOnly, propagation }) =>
      [type, source, destination, isReadOnly ? 'ro' : 'rw', propagation].join(' '),
    )
  return texts.sort().join('\n')
}

/**
 * The old container is stopped, so whatever answers at a port of OMS on the node itself would keep the new one from it. The
 * console's address is not asked: behind a VIP or a proxy it answers although OMS is down. With a network of its own the
 * container's ports are the engine's to give, and it refuses what is taken.
 */
async function requireFreePorts(context: UpgradeContext, old: Container): Promise<void> {
  if (old.spec.HostConfig.NetworkMode !== 'host') return
  const { world, installation } = context
  const host = installation.node.hostIp
  const ports = await portsOf(context, old)
  const answering = await Promise.all(ports.map((port) => world.isListening(host, port)))
  const taken = ports.filter((_, index) => answering[index])
  if (taken.length > 0) throw new OperatorError('refused', say('errors.portTaken', { host, port: taken.join(', ') }))
}

/** As config.yaml says now; where the engine gives no file out of a stopped container, as it said in the preflight of this job. */
async function portsOf({ world, facts }: UpgradeContext, old: Container): Promise<number[]> {
  const text = await readConfigFile(world.docker, old)
  if (text === 'missing') throw new OperatorError('refused', say('errors.noConfigYaml', { name: old.name, path: CONFIG_FILE }))
  if (text === 'closed') return (await neededFact(facts, 'configYaml')).ports
  return [...new Set(Object.values(readConfigYaml(text).ports))]
}

async function create(context: Acting<UpgradeContext>): Promise<string> {
  const { world, writers, plan, facts, job } = context
  const name = plan.node.newContainerName
  if ((await world.docker.container(name)) !== 'missing') throw new OperatorError('conflict', say('errors.containerNameTaken', { name }))
  const old = await world.docker.container(plan.node.oldContainer.id)
  if (old === 'missing') throw new OperatorError('not-found', say('errors.containerGone', { name: plan.node.oldContainer.name }))
  await requireFreePorts(context, old)
  const restartPolicy = await neededFact(facts, 'restartPolicyBefore')
  const spec = deriveNewSpec(old.spec, await imageDefaults(world.docker, old.imageId), {
    image: plan.to.image,
    jobId: job.id,
    restartPolicy,
  })
  return await writers.docker.create(name, spec)
}

async function runsPlannedImage(docker: DockerReader, { imageId }: Container, planned: Plan['to']): Promise<boolean> {
  if (imageId === planned.imageId) return true
  const image = await docker.image(imageId)
  return image !== 'missing' && isPlannedImage(image, planned)
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
    if (old !== 'missing' && !isStopped(old.state)) return failsForGood(say('outcomes.twoContainers', { old: old.name, name }))
    if (old !== 'missing' && mounted(old) !== mounted(container)) return failsForGood(say('outcomes.mountsDiffer', { name }))
    if (!container.spec.Env.includes('IS_UPGRADE=true')) return failsForGood(say('outcomes.isUpgradeMissing', { name }))
    if (!(await runsPlannedImage(world.docker, container, plan.to)))
      return failsForGood(say('outcomes.wrongImage', { name, id: container.imageId }))
    if (container.state === 'exited' || container.state === 'dead') {
      const last = await world.docker.tailLogs(container.id, 20)
      return failsForGood(say('outcomes.containerDied', { name, exitCode: container.exitCode }), last.join('\n'))
    }
    if (container.state !== 'running') return fails(say('outcomes.containerNotRunning', { name, state: container.state }))
    return holds(say('outcomes.containerRunning', { name, image: plan.to.image }))
  },
}
