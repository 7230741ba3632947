import type { ClearLeftoverInput, LeftoverAct } from '../contract/leftover.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { leftoverGate } from '../domain/leftover-gate.ts'
import { OperatorError } from '../errors.ts'
import type { DockerReader, DockerWriter } from '../procedure/ports/engine.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { briefPermit } from './brief-permit.ts'
import { leftoverSubject } from './leftover-subject.ts'
import type { ServiceContext } from './service-context.ts'

interface Target {
  id: string
  newName: string
}

const ACTS: Record<
  LeftoverAct,
  { run(docker: DockerWriter, target: Target): Promise<void>; holds(docker: DockerReader, target: Target): Promise<boolean> }
> = {
  remove: {
    run: (docker, { id }) => docker.remove(id),
    holds: async (docker, { id }) => (await docker.container(id)) === 'missing',
  },
  rename: {
    run: (docker, { id, newName }) => docker.rename(id, newName),
    async holds(docker, { id, newName }) {
      const found = await docker.container(id)
      return found !== 'missing' && found.name === newName
    },
  },
}

/** Makes the name of a rolled-back upgrade's container free again, and looks whether it is. Codes: not-found, conflict, bad-input, refused. */
export async function clearLeftover(context: ServiceContext, { jobId, act, containerName }: ClearLeftoverInput): Promise<{ done: true }> {
  const { store, world, actor } = context
  const subject = await leftoverSubject(world, store, jobId)
  if (subject === null) throw new OperatorError('conflict', say('choices.leftover.gone'), { hint: say('errors.reviewAgain') })
  const { id, installationId, facts } = subject
  const { newName } = facts
  const { name } = facts.container
  const detail = { container: id, name, ...(act === 'rename' ? { newName } : {}) }
  const permit = briefPermit()
  const revised = { where: { id: jobId }, data: { revision: { increment: 1 } } }

  await store.$transaction(async (tx) => {
    // First a write, so that a job that is started at this moment is either seen here or sees this.
    await tx.upgradeJob.update(revised)
    const now = await readGateFacts(tx, jobId)
    const choice = leftoverGate(act, { ...facts, job: now?.job ?? facts.job, busyWith: now?.busyWith ?? null })
    if (!choice.allowed) throw new OperatorError('conflict', choice.reason, { hint: say('errors.reviewAgain') })
    if (containerName !== name) throw new OperatorError('bad-input', say('errors.wrongContainerName', { name }), { field: 'containerName' })
    await recordAudit(tx, { at: world.clock.now(), actor, action: `leftover.${act}`, subject: jobId, installationId, detail })
  })
  await ACTS[act].run(world.writers(permit).docker, { id, newName })
  if (!(await ACTS[act].holds(world.docker, { id, newName }))) {
    throw new OperatorError('refused', say('choices.leftover.notProven', { name }), { hint: say('errors.reviewAgain') })
  }
  await store.$transaction(async (tx) => {
    await tx.upgradeJob.update(revised)
    await recordAudit(tx, { at: world.clock.now(), actor, action: `leftover.${act}.proven`, subject: jobId, installationId, detail })
  })
  return { done: true }
}
