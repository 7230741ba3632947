import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../contract/access.ts'
import { createCipher } from '../db/cipher.ts'
import { somebody } from '../db/testing/somebody.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import type { World } from '../procedure/context.ts'
import { readJob } from '../queries/read-job.ts'
import { decide } from './decide.ts'
import type { ServiceContext } from './service-context.ts'
import { takeOver } from './take-over.ts'

const ADA = somebody('Ada')
const OTTO = somebody('Otto', 'operator')
const START = Date.UTC(2026, 10, 1, 18)

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let jobId: string
let minute: number

beforeEach(async () => {
  temporary = await temporaryStore()
  jobId = (await startedJob(temporary.store)).jobId
  minute = 0
})

afterEach(() => temporary.close())

function as(actor: Actor): ServiceContext {
  const now = new Date(START + minute++ * 60_000)
  const world = { clock: { now: () => now } } as World
  return { store: temporary.store, cipher: createCipher(randomBytes(32)), world, backupFolder: '/backups', actor, wake() {} }
}

async function driver() {
  return (await readJob(temporary.store, jobId, new Date())).driver
}

/** The run is asked to hold, as often as the test likes. */
async function decideBy(actor: Actor, inPlaceOf?: string): Promise<void> {
  await temporary.store.run.updateMany({ data: { holdRequestedAt: null } })
  const { choices } = await readJob(temporary.store, jobId, new Date())
  const stepId = choices.find(({ kind }) => kind === 'hold')?.stepId ?? null
  await decide(as(actor), { jobId, kind: 'hold', stepId, reason: '', confirmed: false, inPlaceOf, inputs: {} })
}

// Two people who each believe that the other one decides let OMS stand still for the rest of the window.
test('whoever decided last or took over drives, since their first act after anybody else', async () => {
  expect(await driver()).toBeNull()
  await decideBy(OTTO)
  await decideBy(OTTO)
  expect(await driver()).toEqual({ id: OTTO.userId, name: 'Otto', since: new Date(START).toISOString() })
  await takeOver(as(ADA), { jobId })
  expect(await driver()).toMatchObject({ name: 'Ada', since: new Date(START + 2 * 60_000).toISOString() })
  await decideBy(OTTO, ADA.userId ?? '')
  expect(await driver()).toMatchObject({ name: 'Otto' })
})

// A page that was read before somebody took over must not decide over that one's head.
test('who decides in the place of somebody says of whom, and is refused where that is another one by now', async () => {
  await decideBy(OTTO)
  const refused = { problem: { code: 'conflict', said: { key: 'errors.somebodyDrives', params: { name: 'Otto' } } } }
  await expect(decideBy(ADA)).rejects.toMatchObject(refused)
  await expect(decideBy(ADA, ADA.userId ?? '')).rejects.toMatchObject(refused)
  expect(await driver()).toMatchObject({ name: 'Otto' })
  await decideBy(ADA, OTTO.userId ?? '')
  expect(await driver()).toMatchObject({ name: 'Ada' })
  const rows = await temporary.store.auditEvent.findMany({ where: { action: 'upgrade.hold' }, orderBy: { id: 'asc' } })
  expect(rows.map(({ actor, detailJson }) => [actor, JSON.parse(detailJson).inPlaceOf])).toEqual([
    ['Otto', null],
    ['Ada', 'Otto'],
  ])
})

test('taking over is in the trail with whom it was taken from, tells every screen, and is not repeated by a second click', async () => {
  await takeOver(as(OTTO), { jobId })
  const { revision } = await readJob(temporary.store, jobId, new Date())
  await takeOver(as(ADA), { jobId })
  await takeOver(as(ADA), { jobId })
  expect((await readJob(temporary.store, jobId, new Date())).revision).toBeGreaterThan(revision)
  const rows = await temporary.store.auditEvent.findMany({ where: { action: 'upgrade.take-over' }, orderBy: { id: 'asc' } })
  expect(rows.map(({ actor, subject, detailJson }) => [actor, subject, JSON.parse(detailJson)])).toEqual([
    ['Otto', jobId, { number: 1, from: null }],
    ['Ada', jobId, { number: 1, from: 'Otto' }],
  ])
})

test('a job that is over has nobody who drives and cannot be taken over', async () => {
  await takeOver(as(OTTO), { jobId })
  await temporary.store.upgradeJob.updateMany({ data: { status: 'succeeded' } })
  expect(await driver()).toBeNull()
  await expect(takeOver(as(ADA), { jobId })).rejects.toMatchObject({ problem: { code: 'conflict' } })
  await expect(takeOver(as(ADA), { jobId: 'no-job' })).rejects.toMatchObject({ problem: { code: 'not-found' } })
})
