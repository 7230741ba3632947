import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCipher } from '../db/cipher.ts'
import { openStore, type Store } from '../db/open-store.ts'
import { somebody } from '../db/testing/somebody.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { OperatorError } from '../errors.ts'
import type { World } from '../procedure/context.ts'
import { procedureOf } from '../procedure/procedure-of.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { decide } from './decide.ts'
import type { ServiceContext } from './service-context.ts'
import { startUpgrade } from './start-upgrade.ts'

const SERVERS = 5

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let servers: Store[] = []
let job: Awaited<ReturnType<typeof startedJob>>

beforeEach(async () => {
  temporary = await temporaryStore()
  servers = Array.from({ length: SERVERS }, () => openStore(temporary.databaseFile))
  job = await startedJob(temporary.store)
  await Promise.all(servers.map((store) => store.run.count()))
})

afterEach(async () => {
  await Promise.all(servers.map((store) => store.$disconnect()))
  await temporary.close()
})

/** The same press on every server at once: how often it was done, and what the others were told. */
async function pressed(press: (context: ServiceContext) => Promise<unknown>): Promise<{ done: number; told: string[] }> {
  const world = { clock: { now: () => new Date() } } as unknown as World
  const parts = { cipher: createCipher(randomBytes(32)), world, backupFolder: '/backups', actor: somebody('test'), wake: () => {} }
  const ends = await Promise.allSettled(servers.map((store) => press({ ...parts, store })))
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
  const told = refused.map((cause) => (cause instanceof OperatorError ? cause.problem.said.key : String(cause)))
  return { done: ends.length - refused.length, told: [...new Set(told)] }
}

// Two runs of one job would start two containers on one MetaDB; a Prisma error would say nothing to the one who came second.
test('of several servers on which Start is pressed at the same moment one starts, and the others refuse in words', async () => {
  await temporary.store.run.deleteMany()
  await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'planned' } })
  const { done, told } = await pressed((context) => startUpgrade(context, { jobId: job.jobId, planHash: '0'.repeat(64) }))
  expect({ done, told }).toEqual({ done: 1, told: ['errors.planStartedOrChanged'] })
  expect(await temporary.store.run.count()).toBe(1)
  expect(await temporary.store.auditEvent.count()).toBe(1)
})

test('of several servers on which Retry is pressed at the same moment one retries, and the others refuse in words', async () => {
  const { jobId, runId } = job
  await temporary.store.upgradeJob.update({ where: { id: jobId }, data: { status: 'needs-decision' } })
  await temporary.store.run.update({ where: { id: runId }, data: { status: 'failed' } })
  await temporary.store.stepAttempt.create({
    data: { runId, stepId: 'preflight', number: 1, sequence: 1, status: 'failed', startedAt: new Date() },
  })
  const retry = { jobId, kind: 'retry', stepId: 'preflight', reason: '', confirmed: true, inputs: {} } as const
  const { done, told } = await pressed((context) => decide(context, retry))
  expect({ done, told }).toEqual({ done: 1, told: ['choices.not.running'] })
  expect(await temporary.store.run.findUnique({ where: { id: runId } })).toMatchObject({ status: 'running', retryStepId: 'preflight' })
  expect(await temporary.store.auditEvent.count()).toBe(1)
})

// "Stop this step now" of several people on one attempt, read when the next one has begun: nobody asked to stop that one.
test('a request to stop names the attempt that runs, and the next attempt is not meant', async () => {
  const { jobId, runId } = job
  const { store } = temporary
  const attempt = { runId, stepId: 'servers-online', number: 1, sequence: 100, status: 'verifying', startedAt: new Date() }
  for (const [index, step] of procedureOf('upgrade', {}).entries()) {
    if (step.id === 'servers-online') break
    const done = { runId, stepId: step.id, number: 1, sequence: index + 1, status: 'succeeded', startedAt: new Date() }
    await store.stepAttempt.create({ data: done })
  }
  const first = await store.stepAttempt.create({ data: attempt })
  const stop = { jobId, kind: 'abort', stepId: 'servers-online', reason: '', confirmed: true, inputs: {} } as const
  expect(await pressed((context) => decide(context, stop))).toEqual({ done: 1, told: ['choices.not.alreadyAsked'] })
  expect(await store.run.findUnique({ where: { id: runId } })).toMatchObject({ abortAttemptId: first.id })
  await store.stepAttempt.update({ where: { id: first.id }, data: { status: 'succeeded' } })
  await store.stepAttempt.create({ data: { ...attempt, stepId: 'ha-on', sequence: 200, status: 'running' } })
  expect(await readGateFacts(store, jobId)).toMatchObject({ step: { id: 'ha-on' }, run: { abortRequested: false } })
})
