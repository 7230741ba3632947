import { afterEach, beforeEach, expect, test } from 'vitest'
import { say } from '../contract/said.ts'
import { type Hold, LeaseLost } from '../engine/journal.ts'
import { createFacts } from './prisma-facts.ts'
import { createJournal } from './prisma-journal.ts'
import { createLeases } from './prisma-leases.ts'
import { startedJob } from './testing/started-job.ts'
import { temporaryStore } from './testing/temporary-store.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let time = new Date('2026-01-01T00:00:00Z')
let job: Awaited<ReturnType<typeof startedJob>>
const now = () => time

beforeEach(async () => {
  time = new Date('2026-01-01T00:00:00Z')
  temporary = await temporaryStore()
  job = await startedJob(temporary.store)
})

afterEach(() => temporary.close())

async function taken(owner = 'one'): Promise<Hold> {
  const hold = await createLeases(temporary.store, now).take(job, owner)
  if (hold === null) throw new Error('the lease is not free')
  return hold
}

test('a lease belongs to one owner until it expires, and every change of hands raises the fence', async () => {
  const leases = createLeases(temporary.store, now)
  const first = await taken('one')
  expect(await leases.take(job, 'two')).toBeNull()
  time = new Date(time.getTime() + 16_000)
  const second = await leases.take(job, 'two')
  expect(second?.fence).toBeGreaterThan(first.fence)
  expect(await leases.renew(first)).toBe(false)
  expect(await leases.take(job, 'one')).toBeNull()
})

test('a lease that a clock set back has left in the future does not keep a run from being taken over', async () => {
  const leases = createLeases(temporary.store, now)
  await taken('one')
  time = new Date(time.getTime() - 3_600_000)
  expect((await leases.take(job, 'two'))?.owner).toBe('two')
})

// A panel that was frozen for a minute must not write into a run that another one goes on with.
test('every write of an old holder is refused', async () => {
  const old = await taken('one')
  const journal = createJournal(temporary.store, now)
  const attempt = await journal.begin(old, 'ha-off')
  time = new Date(time.getTime() + 16_000)
  await taken('two')
  const settlement = { status: 'succeeded' as const, outcome: say('outcomes.haIsOff') }
  await expect(journal.settle(old, attempt, settlement)).rejects.toBeInstanceOf(LeaseLost)
  await expect(journal.begin(old, 'ha-off')).rejects.toBeInstanceOf(LeaseLost)
  await expect(journal.append(old, [{ at: now(), stepId: 'ha-off', stream: 'panel', text: 'x' }])).rejects.toBeInstanceOf(LeaseLost)
  await expect(createFacts(temporary.store, old, now).recordOnce('t1', 'x')).rejects.toBeInstanceOf(LeaseLost)
  expect(await temporary.store.logLine.count()).toBe(0)
})

test('an attempt is settled once, and every change raises the revision of its job', async () => {
  const hold = await taken()
  const journal = createJournal(temporary.store, now)
  const attempt = await journal.begin(hold, 'ha-off')
  await journal.verifying(hold, attempt)
  await journal.settle(hold, attempt, { status: 'failed', outcome: say('outcomes.haStillOn'), rawError: 'text' })
  await expect(journal.settle(hold, attempt, { status: 'succeeded', outcome: say('outcomes.haIsOff') })).rejects.toBeInstanceOf(LeaseLost)
  expect((await temporary.store.upgradeJob.findUniqueOrThrow({ where: { id: job.jobId } })).revision).toBe(3)
  expect(await journal.latestAttempts(job.runId)).toMatchObject([{ stepId: 'ha-off', number: 1, status: 'failed' }])
  expect(await journal.begin(hold, 'ha-off')).toMatchObject({ number: 2 })
})

test('log lines are numbered without gaps over many writes', async () => {
  const hold = await taken()
  const journal = createJournal(temporary.store, now)
  for (let batch = 0; batch < 5; batch += 1) {
    await journal.append(
      hold,
      Array.from({ length: 7 }, (_, index) => ({ at: now(), stepId: 'ha-off', stream: 'stdout' as const, text: `${batch}.${index}` })),
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
