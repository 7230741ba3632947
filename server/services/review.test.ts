import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../contract/access.ts'
import { type FinishedJob, finishedJob } from '../db/testing/finished-job.ts'
import { somebody } from '../db/testing/somebody.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { readReport } from '../queries/read-report.ts'
import { addComment } from './add-comment.ts'
import { giveSignOff } from './give-sign-off.ts'
import { removeComment } from './remove-comment.ts'
import type { ServiceContext } from './service-context.ts'
import { takeBackSignOff } from './take-back-sign-off.ts'

const now = new Date('2026-11-02T00:00:00.000Z')
const [admin, operator, approver, viewer] = [
  somebody('Ada Admin'),
  somebody('Otto Operator', 'operator'),
  somebody('Anna Approver', 'approver'),
  somebody('Vera Viewer', 'viewer'),
]

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let job: FinishedJob

beforeEach(async () => {
  temporary = await temporaryStore()
  job = await finishedJob(temporary.store, { number: 1, outcome: 'succeeded' })
})

afterEach(() => temporary.close())

/** These services use the store, the clock and the actor only. */
function as(actor: Actor): ServiceContext {
  return { store: temporary.store, actor, world: { clock: { now: () => now } } } as unknown as ServiceContext
}

const report = () => readReport(temporary.store, job.jobId, { actor: approver, now })
const lastAudit = () => temporary.store.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })

async function say(actor: Actor, text: string): Promise<string> {
  const input = { jobId: job.jobId, runId: job.runIds[0] ?? null, stepId: 'back-up-databases' as const, text }
  return (await addComment(as(actor), input)).commentId
}

test('a comment stands on its step as it was typed, and the trail knows of it without its text', async () => {
  await say(viewer, '<b>Why</b> did the disk fill up?')
  expect((await report()).comments).toMatchObject([
    { by: 'Vera Viewer', stepId: 'back-up-databases', text: '<b>Why</b> did the disk fill up?' },
  ])
  const row = await lastAudit()
  expect(row).toMatchObject({ action: 'comment.add', subject: job.jobId, actor: 'Vera Viewer' })
  expect(JSON.parse(row.detailJson)).toMatchObject({ before: null, after: { characters: 32 } })
  expect(row.detailJson).not.toContain('disk')
})

// A password pasted by mistake has to be gone when its comment is gone.
test('a removed comment leaves no text in the store, but shows that it was there and who removed it', async () => {
  const commentId = await say(operator, 'the password is hunter2')
  await removeComment(as(operator), { commentId })
  expect((await report()).comments).toMatchObject([{ text: null, removedBy: 'Otto Operator', by: 'Otto Operator' }])
  expect(JSON.stringify([await temporary.store.comment.findMany(), await temporary.store.auditEvent.findMany()])).not.toContain('hunter2')
  expect(await lastAudit()).toMatchObject({ action: 'comment.remove' })
  await expect(removeComment(as(operator), { commentId })).rejects.toMatchObject({ problem: { code: 'conflict' } })
})

test("somebody else's comment can be removed by an administrator only", async () => {
  const commentId = await say(viewer, 'mine')
  for (const actor of [operator, approver])
    await expect(removeComment(as(actor), { commentId })).rejects.toMatchObject({ problem: { code: 'forbidden' } })
  expect((await report()).comments).toMatchObject([{ text: 'mine' }])
  await removeComment(as(admin), { commentId })
  expect((await report()).comments).toMatchObject([{ text: null, removedBy: 'Ada Admin' }])
})

test('a comment on a job or a run that does not exist is refused', async () => {
  const input = { jobId: job.jobId, runId: null, stepId: null, text: 'hello' }
  await expect(addComment(as(viewer), { ...input, jobId: 'none' })).rejects.toMatchObject({ problem: { code: 'not-found' } })
  await expect(addComment(as(viewer), { ...input, runId: 'none' })).rejects.toMatchObject({ problem: { code: 'not-found' } })
  expect(await temporary.store.comment.count()).toBe(0)
})

// Two names under one item would make nobody answerable for it.
test('an item is signed once, also when two people sign at the same moment, and taking it back keeps who had signed', async () => {
  const input = { jobId: job.jobId, itemId: 'upgrade.cache', note: 'Both browsers' }
  const both = await Promise.allSettled([giveSignOff(as(approver), input), giveSignOff(as(operator), input)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const item = (await report()).checklist.items[0]
  expect(item?.signedOff?.note).toBe('Both browsers')
  const signOffId = item?.signedOff?.id ?? ''
  await expect(takeBackSignOff(as(approver), { signOffId, reason: '' })).rejects.toMatchObject({ problem: { field: 'reason' } })
  await takeBackSignOff(as(approver), { signOffId, reason: 'One was forgotten' })
  expect(await lastAudit()).toMatchObject({ action: 'sign-off.take-back', actor: 'Anna Approver' })
  expect((await report()).checklist.items[0]).toMatchObject({
    signedOff: null,
    takenBack: [{ by: item?.signedOff?.by, takenBackBy: 'Anna Approver', takenBackReason: 'One was forgotten' }],
  })
  await expect(takeBackSignOff(as(approver), { signOffId, reason: 'again' })).rejects.toMatchObject({ problem: { code: 'conflict' } })
  await giveSignOff(as(approver), input)
  expect((await report()).checklist.items[0]?.signedOff?.by).toBe('Anna Approver')
})

test('the job is signed off by name once every item is', async () => {
  const items = (await report()).checklist.items
  expect(items.length).toBeGreaterThan(2)
  for (const [index, { id }] of items.entries()) {
    expect((await report()).checklist.signedOffBy).toBeNull()
    await giveSignOff(as(index === 0 ? operator : approver), { jobId: job.jobId, itemId: id, note: '' })
  }
  expect((await report()).checklist.signedOffBy).toEqual(['Otto Operator', 'Anna Approver'])
})

test('a job that is not over cannot be signed, nor an item that it does not have', async () => {
  await expect(giveSignOff(as(approver), { jobId: job.jobId, itemId: 'rollback.cause', note: '' })).rejects.toMatchObject({
    problem: { code: 'not-found' },
  })
  await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'running' } })
  await expect(giveSignOff(as(approver), { jobId: job.jobId, itemId: 'upgrade.cache', note: '' })).rejects.toMatchObject({
    problem: { code: 'conflict', said: { key: 'reviews.notEnded' } },
  })
  expect(await temporary.store.signOff.count()).toBe(0)
})
