import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { JobStatus } from '../server/contract/job.ts'
import type { PlanOptions } from '../server/contract/plan.ts'
import { JOB_LABEL } from '../server/domain/job-label.ts'
import { alwaysPermitted } from '../server/engine/testing/always-permitted.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { clearLeftover } from '../server/services/clear-leftover.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { planUpgrade } from '../server/services/plan-upgrade.ts'
import { readLeftover } from '../server/services/read-leftover.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { panelServices } from './harness/panel-services.ts'
import { engineClient } from './sandbox/engine-client.ts'
import { imageReference } from './sandbox/image.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName } from './sandbox/state.ts'

const NAME = 'oms_340'
const OPTIONS: PlanOptions = {
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  newContainerName: NAME,
  toVersion: null,
  storeRecovery: 'refetch-interval',
  confirmed: [],
}
let panel: Awaited<ReturnType<typeof panelServices>>
let oms: OmsState
let installationId: string
let jobId: string
/** Of the newest job. */
let number = 1

beforeAll(async () => {
  const state = readState(sandboxName())
  if (state === null) throw new Error('no sandbox')
  oms = await resetOms(state)
  panel = await panelServices(sandboxName())
  installationId = (await adoptInstallation(panel.services, await adoptInput(panel.services, oms, 'metadb'))).id
  await planUpgrade(panel.services, { installationId, options: OPTIONS, planHash: (await draft()).planHash ?? '' })
})

afterAll(() => panel.close())

beforeEach(async () => {
  jobId = await anotherJob('rolled-back')
})

afterEach(async () => {
  const docker = engineClient(panel.state.engine)
  for (const { Id } of await docker.listContainers({ all: true, filters: { label: [JOB_LABEL] } })) {
    await docker.getContainer(Id).remove({ force: true })
  }
  await panel.services.store.upgradeJob.deleteMany({ where: { status: 'running' } })
})

const draft = () => draftPlan(panel.services, { installationId, options: OPTIONS })

/** Another job with the plan of the first one. */
async function anotherJob(status: JobStatus): Promise<string> {
  const { store } = panel.services
  number += 1
  const { id: _, ...plan } = await store.upgradeJob.findUniqueOrThrow({ where: { number: 1 } })
  return (await store.upgradeJob.create({ data: { ...plan, number, status } })).id
}

/** A container such as the job would have created; `isNoted`: the job knows it by its id. */
async function container({ isNoted = true, isRunning = false } = {}): Promise<string> {
  const docker = engineClient(panel.state.engine)
  const { id } = await docker.createContainer({
    name: NAME,
    Image: imageReference('3.3.1'),
    Entrypoint: ['sleep', '600'],
    Labels: { [JOB_LABEL]: jobId },
  })
  if (isRunning) await docker.getContainer(id).start()
  const valueJson = JSON.stringify(isNoted ? id : 'f'.repeat(64))
  await panel.services.store.fact.create({ data: { jobId, name: 'newContainerId', valueJson, at: new Date() } })
  return id
}

const audited = async () => {
  const rows = await panel.services.store.auditEvent.findMany({ where: { subject: jobId, action: { startsWith: 'leftover.' } } })
  return rows.map(({ action, detailJson }) => [action, JSON.parse(detailJson)])
}

const clear = (act: 'rename' | 'remove', containerName = NAME) => clearLeftover(panel.services, { jobId, act, containerName })

async function refused(act: 'rename' | 'remove', key: string, containerName = NAME): Promise<void> {
  await expect(clear(act, containerName)).rejects.toMatchObject({ problem: { said: { key } } })
  expect(await audited()).toEqual([])
}

test('a removed leftover is gone, with a record of who did it, and its name can be planned again', async () => {
  const id = await container()
  const before = (await draft()).findings
  expect(before.find((finding) => finding.id === 'new-name')).toMatchObject({ level: 'blocking', jobId })
  expect(await readLeftover(panel.services, jobId)).toMatchObject({ state: 'there', isInTheWay: true, container: { name: NAME } })
  await clear('remove')
  expect(await panel.services.world.docker.container(id)).toBe('missing')
  expect(await readLeftover(panel.services, jobId)).toEqual({ state: 'none' })
  const detail = { container: id, name: NAME }
  expect(await audited()).toEqual([
    ['leftover.remove', detail],
    ['leftover.remove.proven', detail],
  ])
  const after = (await draft()).findings
  expect(after.find((finding) => finding.id === 'new-name')?.level).toBe('ok')
  await expect(clear('remove')).rejects.toMatchObject({ problem: { code: 'conflict', said: { key: 'choices.leftover.gone' } } })
})

test('a renamed leftover is the same container under a name of its own', async () => {
  const id = await container()
  const newName = `${NAME}_rolled_back_${number}`
  await clear('rename')
  expect(await panel.services.world.docker.container(newName)).toMatchObject({ id })
  expect(await panel.services.world.docker.container(NAME)).toBe('missing')
  expect(await readLeftover(panel.services, jobId)).toMatchObject({ isInTheWay: false, container: { name: newName } })
  expect((await audited()).map(([action]) => action)).toEqual(['leftover.rename', 'leftover.rename.proven'])
  await expect(clear('rename', newName)).rejects.toMatchObject({ problem: { said: { key: 'choices.leftover.renamed' } } })
})

// Somebody may have made a container anew under the same name, labels and all: that one is not this job's to remove.
test('a container that only has the name and the label of the job is left alone', async () => {
  const id = await container({ isNoted: false })
  expect(await readLeftover(panel.services, jobId)).toEqual({ state: 'none' })
  await refused('remove', 'choices.leftover.gone')
  expect(await panel.services.world.docker.container(NAME)).toMatchObject({ id })
})

test('a container that runs is left alone, by the panel and by the engine', async () => {
  const id = await container({ isRunning: true })
  await refused('remove', 'choices.leftover.notStopped')
  await refused('rename', 'choices.leftover.notStopped')
  await expect(panel.services.world.writers(alwaysPermitted).docker.remove(id)).rejects.toMatchObject({ problem: { code: 'conflict' } })
  expect(await panel.services.world.docker.container(NAME)).toMatchObject({ id, state: 'running' })
})

test('nothing is touched under another name than the one that was typed, while a job runs, or before the rollback', async () => {
  const id = await container()
  await refused('remove', 'errors.wrongContainerName', 'oms_331')
  const store = panel.services.store
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'succeeded' } })
  await refused('remove', 'choices.leftover.notRolledBack')
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'rolled-back' } })
  await anotherJob('running')
  await refused('remove', 'choices.not.busy')
  expect(await panel.services.world.docker.container(NAME)).toMatchObject({ id })
})

test('of two who remove it at the same moment one does, and the other learns that it is gone', async () => {
  await container()
  const answers = await Promise.allSettled([clear('remove'), clear('remove')])
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.problem.said.key] : []))
  expect(refusals.length).toBeLessThan(2)
  for (const key of refusals) expect(['choices.leftover.gone', 'docker.containerMissing', 'docker.refused']).toContain(key)
  expect(await readLeftover(panel.services, jobId)).toEqual({ state: 'none' })
  expect((await audited()).filter(([action]) => action === 'leftover.remove.proven')).toHaveLength(2 - refusals.length)
})
