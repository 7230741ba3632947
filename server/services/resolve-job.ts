import { say } from '../contract/said.ts'
import type { Resolution, ResolveInput, SeenContainer, WorldReading } from '../contract/world.ts'
import { recordAudit } from '../db/record-audit.ts'
import { summarizeJob } from '../db/summarize-job.ts'
import { transact } from '../db/transact.ts'
import { gate } from '../domain/gate.ts'
import { OperatorError } from '../errors.ts'
import { allDatabases } from '../procedure/all-databases.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { refuseIfTaken } from './adopt-installation.ts'
import { lookAtWorld } from './look-at-world.ts'
import { openInstallation } from './open-installation.ts'
import { readContainerConfig } from './read-container.ts'
import { requireInPlace } from './require-in-place.ts'
import type { ServiceContext } from './service-context.ts'

async function requireResolvable(tx: Parameters<typeof readGateFacts>[0], jobId: string) {
  const facts = await readGateFacts(tx, jobId)
  if (facts === null) throw new OperatorError('not-found', say('errors.noJob'))
  const choice = gate('resolve', facts)
  if (!choice.allowed) throw new OperatorError('conflict', choice.reason, { hint: say('errors.reviewAgain') })
  return facts
}

/** The container that the person chose, as the look found it. Codes: bad-input, conflict. */
function chosenContainer({ containers, items }: WorldReading, { containerId, accepted }: ResolveInput): SeenContainer {
  const chosen = containers?.find(({ id }) => id === containerId)
  if (chosen === undefined) throw new OperatorError('bad-input', say('errors.containerNotSeen'), { field: 'containerId' })
  const unseen = items.filter(({ id, proof }) => proof !== 'proven' && !accepted.includes(id))
  if (unseen[0] !== undefined) throw new OperatorError('conflict', say('errors.worldMoved'), { hint: unseen[0].said, field: 'accepted' })
  return chosen
}

/**
 * Ends a job that a person brought to a good state without the panel: looks once more, asks the gate, and lets the installation point to
 * the container that was chosen. Changes nothing outside. Codes: not-found, conflict, bad-input, those of the ports.
 */
export async function resolveJob(context: ServiceContext, input: ResolveInput): Promise<{ done: true }> {
  const { store, world, actor } = context
  const { jobId, reason } = input
  const { installationId } = await requireResolvable(store, jobId)
  const reading = await lookAtWorld(context, jobId)
  const { id, name, role, version: seenVersion } = chosenContainer(reading, input)
  const version = seenVersion ?? input.version
  if (version === null) throw new OperatorError('bad-input', say('errors.versionNeeded'), { field: 'version' })
  const installation = await openInstallation(context, installationId)
  if (role === 'other') {
    const { config } = await readContainerConfig(context, id)
    const [theirs, ours] = [config.databases, installation.databases].map((databases) => allDatabases(databases).join(', '))
    if (theirs !== ours)
      throw new OperatorError('bad-input', say('errors.otherDatabases', { name, theirs: theirs ?? '', ours: ours ?? '' }), {
        field: 'containerId',
      })
  }
  await transact(store, async (tx) => {
    // First a write, so that two people take their turns.
    await tx.upgradeJob.updateMany({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const facts = await requireResolvable(tx, jobId)
    const inPlaceOf = await requireInPlace(tx, context, input)
    await refuseIfTaken(tx, { name: installation.name, containerId: id }, installationId)
    const at = world.clock.now()
    const resolution: Resolution = {
      ...{ at: at.toISOString(), by: actor.name, reason, version, items: reading.items },
      container: { id, name },
    }
    await tx.upgradeJob.update({ where: { id: jobId }, data: { status: 'resolved' } })
    await tx.installation.update({ where: { id: installationId }, data: { version } })
    await tx.node.updateMany({ where: { installationId, position: 0 }, data: { containerId: id, containerName: name } })
    await tx.fact.create({ data: { jobId, name: 'resolution', valueJson: JSON.stringify(resolution), at } })
    await summarizeJob(tx, jobId)
    const unproven = reading.items.filter(({ proof }) => proof !== 'proven').map((item) => item.id)
    const detail = { reason, step: facts.step?.id ?? null, container: name, version, verdict: reading.verdict, unproven, inPlaceOf }
    await recordAudit(tx, { at, actor, action: 'upgrade.resolve', subject: jobId, installationId, detail })
  })
  return { done: true }
}
