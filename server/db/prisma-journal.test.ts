import { afterEach, beforeEach, expect, test } from 'vitest'
import { say } from '../contract/said.ts'
import { type Lease, LeaseLost } from '../engine/journal.ts'
import { createFacts } from './prisma-facts.ts'
import { createJournal } from './prisma-journal.ts'
import { createLeases } from './prisma-leases.ts'
import { startedJob } from './testing/started-job.ts'
import { temporaryStore } from './testing/temporary-store.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let elapsedMs = 0
let time = new Date('2026-01-01T00:00:00Z')
let job: Awaited<ReturnType<typeof startedJob>>
const now = () => time

beforeEach(async () => {
  elapsedMs = 0
  time = new Date('2026-01-01T00:00:00Z')
  temporary = await temporaryStore()
  job = await startedJob(temporary.store)
})

afterEach(() => temporary.close())

/** Each process has its own: it remembers what it has seen. */
const leasesOfOneProcess = () => createLeases(temporary.store, { elapsedMs: () => elapsedMs })

async function taken(owner = 'one', leases = leasesOfOneProcess()): Promise<Lease> {
  const lease = await leases.take(job, owner)
  if (lease === null) throw new Error('the lease is not free')
  return lease
}

test('a lease is taken over only by whoever has seen it stand still for long enough, and every change of hands raises the fence', async () => {
  const [one, two] = [leasesOfOneProcess(), leasesOfOneProcess()]
  const first = await taken('one', one)
  expect(await two.take(job, 'two')).toBeNull()
  elapsedMs += 14_000
  expect(await one.renew(first)).toBe(true)
  elapsedMs += 2_000
  expect(await two.take(job, 'two')).toBeNull()
  elapsedMs += 14_999
  expect(await two.take(job, 'two')).toBeNull()
  elapsedMs += 1
  const second = await two.take(job, 'two')
  expect(second?.fence).toBeGreaterThan(first.fence)
  expect(await one.renew(first)).toBe(false)
  expect(await one.take(job, 'one')).toBeNull()
})

// Two panels whose machines disagree on the time: one that is an hour ahead must not take the other's run from under it.
test('no clock on the wall takes a lease, and none keeps it', async () => {
  const [one, two] = [leasesOfOneProcess(), leasesOfOneProcess()]
  await taken('one', one)
  expect(await two.take(job, 'two')).toBeNull()
  time = new Date(time.getTime() + 3_600_000)
  expect(await two.take(job, 'two')).toBeNull()
  time = new Date(time.getTime() - 7_200_000)
  elapsedMs += 15_000
  expect((await two.take(job, 'two'))?.owner).toBe('two')
})

test('of two that have both seen it stand still, one takes a lease', async () => {
  const [two, three] = [leasesOfOneProcess(), leasesOfOneProcess()]
  await taken('one')
  await Promise.all([two.take(job, 'two'), three.take(job, 'three')])
  elapsedMs += 15_000
  const takers = await Promise.all([two.take(job, 'two'), three.take(job, 'three')])
  expect(takers.filter((lease) => lease !== null)).toHaveLength(1)
})

test('a lease that was given back is free at once, and its fence goes on growing', async () => {
  const leases = leasesOfOneProcess()
  const first = await taken('one', leases)
  await leases.release(first)
  expect((await taken('two')).fence).toBe(first.fence + 1)
})

// A panel that was frozen for a minute must not write into a run that another one goes on with.
test('every write of an old holder is refused', async () => {
  const old = await taken('one')
  const journal = createJournal(temporary.store, now)
  const attempt = await journal.begin(old, 'ha-off')
  const two = leasesOfOneProcess()
  await two.take(job, 'two')
  elapsedMs += 15_000
  await taken('two', two)
  const settlement = { status: 'succeeded' as const, outcome: say('outcomes.haIsOff') }
  await expect(journal.settle(old, attempt, settlement)).rejects.toBeInstanceOf(LeaseLost)
  await expect(journal.begin(old, 'ha-off')).rejects.toBeInstanceOf(LeaseLost)
  await expect(journal.append(old, [{ at: now(), stepId: 'ha-off', attempt: 1, stream: 'panel', text: 'x' }])).rejects.toBeInstanceOf(
    LeaseLost,
  )
  await expect(createFacts(temporary.store, old, now).recordOnce('t1', 'x')).rejects.toBeInstanceOf(LeaseLost)
  expect(await temporary.store.logLine.count()).toBe(0)
})

test('an attempt is settled once, and every change raises the revision of its job', async () => {
  const lease = await taken()
  const journal = createJournal(temporary.store, now)
  const attempt = await journal.begin(lease, 'ha-off')
  await journal.verifying(lease, attempt)
  await journal.settle(lease, attempt, { status: 'failed', outcome: say('outcomes.haStillOn'), rawError: 'text' })
  await expect(journal.settle(lease, attempt, { status: 'succeeded', outcome: say('outcomes.haIsOff') })).rejects.toBeInstanceOf(LeaseLost)
  expect((await temporary.store.upgradeJob.findUniqueOrThrow({ where: { id: job.jobId } })).revision).toBe(3)
  expect(await journal.latestAttempts(job.runId)).toMatchObject([{ stepId: 'ha-off', number: 1, status: 'failed' }])
  expect(await journal.begin(lease, 'ha-off')).toMatchObject({ number: 2 })
})

test('of the raw text of an error no rows and at most 16 kB are kept', async () => {
  const lease = await taken()
  const journal = createJournal(temporary.store, now)
  const attempt = await journal.begin(lease, 'ha-off')
  const rawError = `near 'planted' at line 1 ${'x'.repeat(20_000_000)}`
  await journal.settle(lease, attempt, { status: 'failed', outcome: say('outcomes.haStillOn'), rawError })
  const kept = (await temporary.store.stepAttempt.findFirstOrThrow()).rawError ?? ''
  expect(kept).toContain("near '…' at line 1 xxx")
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(16_384)
})

// Whichever is the newest decides what is offered: a clock that is set back in between must not make it another.
test('attempts are numbered over the run in the order in which they began, and facts and lines name their attempt', async () => {
  const lease = await taken()
  const journal = createJournal(temporary.store, now)
  const settlement = { status: 'succeeded' as const, outcome: say('outcomes.haIsOff') }
  const first = await journal.begin(lease, 'ha-off')
  await journal.settle(lease, first, settlement)
  time = new Date(time.getTime() - 3_600_000)
  const second = await journal.begin(lease, 'stop-old-container')
  await createFacts(temporary.store, lease, now, second.id).recordOnce('t1', 'x')
  await journal.append(lease, [{ at: now(), stepId: 'stop-old-container', attempt: second.number, stream: 'panel', text: 'x' }])
  const attempts = await temporary.store.stepAttempt.findMany({ orderBy: { sequence: 'asc' } })
  expect(attempts.map(({ stepId, sequence }) => [stepId, sequence])).toEqual([
    ['ha-off', 1],
    ['stop-old-container', 2],
  ])
  expect(await temporary.store.jobSummary.findFirst()).toMatchObject({ currentStepId: 'stop-old-container' })
  expect(await temporary.store.fact.findFirst()).toMatchObject({ attemptId: second.id })
  expect(await temporary.store.logLine.findFirst()).toMatchObject({ runNumber: 1, attempt: 1 })
})

test('log lines are numbered without gaps over many writes', async () => {
  const lease = await taken()
  const journal = createJournal(temporary.store, now)
  for (let batch = 0; batch < 5; batch += 1) {
    await journal.append(
      lease,
      Array.from({ length: 7 }, (_, index) => ({
        at: now(),
        stepId: 'ha-off',
        attempt: 1,
        stream: 'stdout' as const,
        text: `${batch}.${index}`,
      })),
    )
  }
  const lines = await temporary.store.logLine.findMany({ orderBy: { seq: 'asc' } })
  expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: 35 }, (_, index) => index + 1))
  expect(lines.at(-1)?.text).toBe('4.6')
})

// If T1 moved on a retry, refetchStoreIntervalMin would be too small and changes would be lost.
test('a fact keeps its first value', async () => {
  const facts = createFacts(temporary.store, await taken(), now)
  expect(await facts.recordOnce('t1', 'first')).toBe('first')
  expect(await facts.recordOnce('t1', 'second')).toBe('first')
  expect(await facts.get('t1')).toBe('first')
})
