import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { createCipher } from '../db/cipher.ts'
import { createFacts } from '../db/prisma-facts.ts'
import { createJournal } from '../db/prisma-journal.ts'
import { createLeases } from '../db/prisma-leases.ts'
import { deriveSummary } from '../db/summarize-job.ts'
import { summarizeStaleJobs } from '../db/summarize-stale-jobs.ts'
import { somebody } from '../db/testing/somebody.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { Secret } from '../domain/secret.ts'
import type { Lease } from '../engine/journal.ts'
import type { World } from '../procedure/context.ts'
import { decide } from './decide.ts'
import { finishRun } from './finish-run.ts'
import { rollBack } from './roll-back.ts'
import type { ServiceContext } from './service-context.ts'
import { startUpgrade } from './start-upgrade.ts'

const cipher = createCipher(randomBytes(32))
const HASH = '0'.repeat(64)
const NAMES = {
  node: { oldContainer: { id: 'old', name: 'oms_331' }, newContainerName: 'oms_340' },
  from: { version: '3.3.1' },
  to: { version: '3.4.0' },
}

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let job: Awaited<ReturnType<typeof startedJob>>
let clock: number

beforeEach(async () => {
  clock = Date.parse('2026-11-21T16:00:00Z')
  temporary = await temporaryStore()
  job = await startedJob(temporary.store)
  await temporary.store.run.deleteMany()
  await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'planned', planJson: JSON.stringify(NAMES) } })
  const sealed = { metaPasswordEnc: cipher.seal(new Secret('m'), 'metadb'), consolePasswordEnc: cipher.seal(new Secret('c'), 'console') }
  await temporary.store.installation.update({ where: { id: job.installationId }, data: sealed })
})

afterEach(() => temporary.close())

/** Every look at the clock is a minute later. */
function now(): Date {
  clock += 60_000
  return new Date(clock)
}

function context(name: string): ServiceContext {
  const docker = {
    containersLabelled: async () => [],
    container: async (id: string) => (id === 'old' ? { id, name: 'oms_331', state: 'exited' } : 'missing'),
  }
  const world = { clock: { now }, docker } as unknown as World
  return { store: temporary.store, cipher, world, backupFolder: '/backups', actor: somebody(name), wake: () => {} }
}

/** The stored summary, after it was found to be what the journal says. The revision also counts what no list shows. */
async function trueSummary() {
  const { store } = temporary
  const stored = await store.jobSummary.findUniqueOrThrow({ where: { jobId: job.jobId }, include: { terms: true } })
  const { summary, terms } = await deriveSummary(store, job.jobId)
  const { terms: storedTerms, ...row } = stored
  expect({ ...row, revision: 0 }).toEqual({ ...summary, revision: 0 })
  const words = (list: { kind: string; value: string }[]) => list.map(({ kind, value }) => `${kind} ${value}`).sort()
  expect(words(storedTerms)).toEqual(words(terms))
  return row
}

async function take(runId: string): Promise<Lease> {
  const { installationId, jobId } = job
  const { number: runNumber } = await temporary.store.run.findUniqueOrThrow({ where: { id: runId } })
  const lease = await createLeases(temporary.store).take({ installationId, jobId, runId, runNumber }, 'test')
  if (lease === null) throw new Error('the lease is not free')
  return lease
}

// History, filters and the overview read only the summary: one forgotten change and a review is told what is not so.
test('after every change of a job its summary says what its journal says', async () => {
  const { store } = temporary
  const { jobId } = job
  const { runId } = await startUpgrade(context('Otto Operator'), { jobId, planHash: HASH })
  expect(await trueSummary()).toMatchObject({ status: 'running', startedBy: 'Otto Operator', downtimeSeconds: -1 })

  const lease = await take(runId)
  const journal = createJournal(store, now)
  const facts = createFacts(store, lease, now)
  const first = await journal.begin(lease, 'preflight')
  expect(await trueSummary()).toMatchObject({ currentStepId: 'preflight' })
  await facts.recordOnce('t1', '2026-11-21T16:05:00.000Z')
  const { startedAt } = await temporary.store.run.findFirstOrThrow()
  expect((await trueSummary()).beforeSeconds).toBe((Date.parse('2026-11-21T16:05:00.000Z') - startedAt.getTime()) / 1000)
  await journal.note(lease, first, { progress: { done: 1, total: 2, unit: 'bytes' } })
  await journal.verifying(lease, first)
  await journal.settle(lease, first, { status: 'failed', outcome: say('outcomes.closing') })
  const plan = NAMES as unknown as Plan
  const outcome = { ended: 'failed', stepId: 'preflight', outcome: say('outcomes.closing') } as const
  await finishRun(context('panel'), lease, outcome, { kind: 'upgrade', plan, newContainerId: undefined })
  expect(await trueSummary()).toMatchObject({ status: 'needs-decision', endedAt: expect.any(Date) })

  const inPlaceOf = somebody('Otto Operator').userId ?? ''
  const retry = { jobId, kind: 'retry', stepId: 'preflight', reason: '', confirmed: true, inPlaceOf, inputs: {} } as const
  await decide(context('Li Wei'), retry)
  expect(await trueSummary()).toMatchObject({ status: 'running', endedAt: null, durationSeconds: -1 })

  await facts.recordOnce('t2', '2026-11-21T16:25:00.000Z')
  expect(await trueSummary()).toMatchObject({ downtimeSeconds: 1200, windowSeconds: 1200 })
  await finishRun(context('panel'), lease, { ended: 'succeeded' }, { kind: 'upgrade', plan, newContainerId: undefined })
  expect(await trueSummary()).toMatchObject({ status: 'succeeded' })

  const input = { jobId, reason: 'The Store did not come back', containerName: 'oms_340', skipSafetyDump: false }
  const rollback = await rollBack(context('Ada Admin'), input)
  expect(await trueSummary()).toMatchObject({
    status: 'rolling-back',
    rolledBackBy: 'Ada Admin',
    rollbackReason: 'The Store did not come back',
    searchText: expect.stringContaining('did not come back'),
  })
  const again = await take(rollback.runId)
  await createFacts(store, again, now).recordOnce('t3', '2026-11-21T18:00:00.000Z')
  const last = await journal.begin(again, 'ha-as-before')
  await journal.settle(again, last, { status: 'succeeded', outcome: say('outcomes.closing') })
  expect((await trueSummary()).downtimeSeconds).toBeGreaterThanOrEqual(1200)
  await finishRun(context('panel'), again, { ended: 'succeeded' }, { kind: 'rollback', plan, newContainerId: undefined })
  expect(await trueSummary()).toMatchObject({ status: 'rolled-back' })
})

// T3 of an undone rollback would count on for ever, and stand in the way of the next one's.
test.each([
  ['after T2 the time without OMS is kept', '2026-11-21T16:25:00.000Z', 1200 + 300],
  ['before T2 it belongs to the window that goes on', null, -1],
])('with an undo its T3 goes: %s', async (_, t2, downtimeSeconds) => {
  const { store } = temporary
  const { jobId } = job
  const { runId } = await startUpgrade(context('Otto Operator'), { jobId, planHash: HASH })
  const upgrade = await take(runId)
  const facts = createFacts(store, upgrade, now)
  await facts.recordOnce('t1', '2026-11-21T16:05:00.000Z')
  if (t2 !== null) await facts.recordOnce('t2', t2)
  const ended = { kind: 'upgrade', plan: NAMES as unknown as Plan, newContainerId: undefined } as const
  await finishRun(context('panel'), upgrade, { ended: 'succeeded' }, ended)
  const number = 2
  const data = { jobId, number, kind: 'undo', status: 'running', startedAt: now(), startedBy: 'Ada Admin', procedureJson: '[]' }
  const undo = await take((await store.run.create({ data })).id)
  await createFacts(store, undo, now).recordOnce('t3', '2026-11-21T18:00:00.000Z')
  const journal = createJournal(store, now)
  clock = Date.parse('2026-11-21T18:03:00.000Z')
  const last = await journal.begin(undo, 'undo-ha-on')
  await journal.settle(undo, last, { status: 'succeeded', outcome: say('outcomes.closing') })
  const { endedAt } = await store.stepAttempt.findFirstOrThrow({ where: { runId: undo.runId, stepId: 'undo-ha-on' } })
  expect(endedAt).toEqual(new Date('2026-11-21T18:05:00.000Z'))
  await finishRun(context('panel'), undo, { ended: 'succeeded' }, { ...ended, kind: 'undo' })
  expect(await store.fact.findUnique({ where: { jobId_name: { jobId, name: 't3' } } })).toBeNull()
  expect(await trueSummary()).toMatchObject({ downtimeSeconds })
})

// A store from before summaries, or one that somebody changed by hand, would show an empty or a wrong history.
test('the start of the panel summarizes what has no summary or an old one, once', async () => {
  const { store } = temporary
  expect(await store.jobSummary.count()).toBe(0)
  expect(await summarizeStaleJobs(store)).toBe(1)
  expect(await trueSummary()).toMatchObject({ status: 'planned' })
  expect(await summarizeStaleJobs(store)).toBe(0)
  await store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'finalized' } })
  expect(await summarizeStaleJobs(store)).toBe(1)
  expect(await trueSummary()).toMatchObject({ status: 'finalized' })
})

// The next service that changes a job must not be able to forget it.
test('every file that changes a job, its runs or its approvals also summarizes it', () => {
  const root = fileURLToPath(new URL('../', import.meta.url))
  const changes = /\b(upgradeJob|run|stepAttempt|approval)\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\(/
  // Those raise only the revision, of which no list shows anything; a restored store is summarized when the panel starts on it.
  const showsNothing = new Set([
    'services/change-installation-times.ts',
    'services/clear-leftover.ts',
    'services/drop-kept-databases.ts',
    'services/edit-installation.ts',
    'services/give-sign-off.ts',
    'services/judge-start.ts',
    'services/start-due.ts',
    'db/quiet-restored-store.ts',
  ])
  const files = ['services', 'db'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !showsNothing.has(file))
  const changing = sources.filter((file) => changes.test(readFileSync(path.join(root, file), 'utf8')))
  expect(changing.length).toBeGreaterThan(5)
  expect(changing.filter((file) => !readFileSync(path.join(root, file), 'utf8').includes('summarizeJob('))).toEqual([])
})
