import { afterEach, beforeEach, expect, test } from 'vitest'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { readGateFacts } from './gate-facts.ts'

const MADE = 'c'.repeat(64)

let temporary: Awaited<ReturnType<typeof temporaryStore>>

beforeEach(async () => {
  temporary = await temporaryStore()
})

afterEach(() => temporary.close())

/** A job of another installation that was planned from this container. */
async function jobFrom(containerId: string, status: string): Promise<void> {
  const { store } = temporary
  const installation = await store.installation.findFirstOrThrow()
  const { id: _, ...same } = installation
  const other = await store.installation.create({ data: { ...same, name: 'Adopted again' } })
  const planJson = JSON.stringify({ node: { oldContainer: { id: containerId } }, steps: [] })
  const about = { fromVersion: '3.4.0', toVersion: '4.0.2', planHash: '1', createdBy: 'test' }
  await store.upgradeJob.create({ data: { number: 9, installationId: other.id, status, planJson, ...about } })
}

// HA was switched off on the newer OMS, and then its metadata was replaced: archiving the installation hid the newer job.
test('a job that another installation started from the container that this one made supersedes it', async () => {
  const { store } = temporary
  const job = await startedJob(store)
  const fact = { jobId: job.jobId, name: 'newContainerId', valueJson: JSON.stringify(MADE), at: new Date() }
  await store.fact.create({ data: fact })
  await jobFrom(MADE, 'planned')
  expect(await readGateFacts(store, job.jobId)).toMatchObject({ supersededBy: null, isArchived: false })
  await store.upgradeJob.updateMany({ where: { number: 9 }, data: { status: 'succeeded' } })
  await store.installation.update({ where: { id: job.installationId }, data: { archivedAt: new Date() } })
  expect(await readGateFacts(store, job.jobId)).toMatchObject({ supersededBy: 9, isArchived: true })
})

test('a container whose id is only somewhere else in a plan supersedes nothing', async () => {
  const { store } = temporary
  const job = await startedJob(store)
  await store.fact.create({ data: { jobId: job.jobId, name: 'newContainerId', valueJson: JSON.stringify(MADE), at: new Date() } })
  await jobFrom('d'.repeat(64), 'succeeded')
  const planJson = JSON.stringify({ node: { oldContainer: { id: 'd' } }, diff: MADE, steps: [] })
  await store.upgradeJob.updateMany({ where: { number: 9 }, data: { planJson } })
  expect(await readGateFacts(store, job.jobId)).toMatchObject({ supersededBy: null })
})
