import { afterEach, beforeEach, expect, test } from 'vitest'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { estimateStep, type UpgradeSubject } from '../procedure/step-plan.ts'
import { backUpDatabases } from '../procedure/steps/back-up-databases/step.ts'
import { initializeMetadata } from '../procedure/steps/initialize-metadata/step.ts'
import { loadImage } from '../procedure/steps/load-image/step.ts'
import { serversOnline } from '../procedure/steps/servers-online/step.ts'
import { readStepTimes } from './read-step-times.ts'

const SUBJECT = { measured: { archiveBytes: 50e6, imageOnEngine: false, databaseBytes: 120e6 } } as UpgradeSubject

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let job: Awaited<ReturnType<typeof startedJob>>

beforeEach(async () => {
  temporary = await temporaryStore()
  job = await startedJob(temporary.store)
})

afterEach(() => temporary.close())

/** A run of one step a day; the day also numbers it. */
async function ran(day: number, seconds: number, { kind = 'upgrade', status = 'succeeded', attempt = 'succeeded' } = {}): Promise<void> {
  const startedAt = new Date(Date.UTC(2026, 10, day))
  const endedAt = new Date(startedAt.getTime() + seconds * 1000)
  const attempts = { create: { stepId: 'servers-online', number: 1, sequence: 1, status: attempt, startedAt, endedAt } }
  await temporary.store.run.create({
    data: { jobId: job.jobId, number: day + 1, kind, status, startedBy: 'test', startedAt, endedAt, attempts },
  })
}

// Usual values were measured on other hosts: the second upgrade of an installation need not guess any more.
test("a step's estimate is what it took in this installation's own upgrades that ended well", async () => {
  await ran(1, 40)
  await ran(2, 80.5)
  await ran(3, 200)
  await ran(4, 9_000, { status: 'failed' })
  await ran(5, 9_000, { kind: 'rollback' })
  // Nobody knows how long what was skipped takes.
  await ran(6, 0, { attempt: 'skipped' })
  const earlier = await readStepTimes(temporary.store, job.installationId)
  expect(earlier).toEqual({ 'servers-online': { seconds: 80.5, runs: 3 } })
  const said = { key: 'steps.estimate.earlier', params: { count: 3 } }
  expect(estimateStep(serversOnline, SUBJECT, earlier)).toEqual({ seconds: 81, source: said, by: 'habit' })
  expect(estimateStep(initializeMetadata, SUBJECT, earlier)).toMatchObject({ seconds: 210 })
})

test('only the newest five count, and no other installation', async () => {
  for (const [index, seconds] of [900, 10, 20, 30, 40, 50].entries()) await ran(index + 1, seconds)
  expect((await readStepTimes(temporary.store, job.installationId))['servers-online']).toEqual({ seconds: 30, runs: 5 })
  expect(await readStepTimes(temporary.store, 'another-installation')).toEqual({})
})

// The databases may have grown since.
test('what has a size is estimated by its size, whatever it took before', () => {
  const earlier = { 'back-up-databases': { seconds: 900, runs: 5 }, 'load-image': { seconds: 900, runs: 5 } }
  expect(estimateStep(backUpDatabases, SUBJECT, earlier)).toMatchObject({ seconds: 6 })
  expect(estimateStep(loadImage, SUBJECT, earlier)).toMatchObject({ seconds: 6 })
})
