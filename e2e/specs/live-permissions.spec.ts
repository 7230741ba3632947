import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { startedJob } from '../../server/db/testing/started-job.ts'
import { openEvents } from '../fixtures/open-events.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { ask, callAction } from '../fixtures/raw-calls.ts'

let panel: Panel
let store: Store
let job: Awaited<ReturnType<typeof startedJob>>

test.beforeAll(async () => {
  panel = await startPanel()
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
  job = await startedJob(store)
})

test.afterAll(async () => {
  await store.$disconnect()
  await panel.stop()
})

// A tab that somebody left open must not go on telling what happens after its session was taken away.
test('a stream ends within five seconds of its session', async () => {
  const [watched, other] = await Promise.all([
    openEvents(panel.url, job.jobId, panel.cookieOf('viewer')),
    openEvents(panel.url, job.jobId, panel.cookieOf('approver')),
  ])
  await expect.poll(() => watched.text()).toContain('event: snapshot')
  await store.session.deleteMany({ where: { user: { email: PEOPLE.viewer.email } } })
  const start = performance.now()
  await expect.poll(() => watched.isClosed(), { timeout: 5_000, intervals: [50] }).toBe(true)
  console.log(`the stream of a revoked session ended after ${((performance.now() - start) / 1000).toFixed(1)} s`)
  expect(watched.text()).toContain('signed-out')
  expect(other.isClosed()).toBe(false)
  other.close()
  expect((await openEvents(panel.url, job.jobId, panel.cookieOf('viewer'))).status).toBe(401)
})

// Renewed by a hidden tab only, a session would never end: whoever sits down there days later is somebody.
test('what a page reads while nobody looks at it does not keep a session alive', async () => {
  const user = { email: PEOPLE.approver.email }
  const read = (headers: Record<string, string>) =>
    ask(`${panel.url}/api/upgrades/${job.jobId}`, 'GET', { cookie: panel.cookieOf('approver'), headers })
  const ends = async () => (await store.session.findFirstOrThrow({ where: { user } })).expiresAt.getTime()
  const expiresAt = new Date(Date.now() + 60_000)
  await store.session.updateMany({ where: { user }, data: { expiresAt, updatedAt: new Date(Date.now() - 12 * 3600_000) } })
  expect((await read({ 'x-panel-unattended': '1' })).status).toBe(200)
  expect(await ends()).toBe(expiresAt.getTime())
  expect((await read({})).status).toBe(200)
  expect(await ends()).toBeGreaterThan(expiresAt.getTime())
})

// Renewed by an open stream only, a session would never end, and its cookie never be renewed.
test('a stream does not keep a session alive', async () => {
  const user = { email: PEOPLE.approver.email }
  const expiresAt = new Date(Date.now() + 60_000)
  await store.session.updateMany({ where: { user }, data: { expiresAt, updatedAt: new Date(Date.now() - 12 * 3600_000) } })
  const watched = await openEvents(panel.url, job.jobId, panel.cookieOf('approver'))
  // Opening it was a sign of life; what is judged again while it is open is none.
  await expect.poll(() => watched.text()).toContain('event: snapshot')
  await store.session.updateMany({ where: { user }, data: { expiresAt: new Date(Date.now() + 6_000) } })
  await expect.poll(() => watched.isClosed(), { timeout: 15_000 }).toBe(true)
  expect(watched.text()).toContain('signed-out')
})

test('a role that is lowered during a run counts at the next click, and the run belongs to the panel', async () => {
  const cookie = panel.cookieOf('operator')
  const hold = { jobId: job.jobId, kind: 'hold', stepId: null, reason: '', confirmed: false, inputs: {} }
  const run = await store.run.findUniqueOrThrow({ where: { id: job.runId } })
  await store.user.update({ where: { email: PEOPLE.operator.email }, data: { role: 'viewer' } })
  const refused = await callAction(panel.url, 'decide', [hold], { cookie })
  expect(refused.problem).toMatchObject({ code: 'forbidden', said: { key: 'access.roleMayNot', params: { role: 'viewer' } } })
  expect(await store.auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    action: 'decide',
    outcome: 'refused',
    role: 'viewer',
  })
  expect(await store.run.findUniqueOrThrow({ where: { id: job.runId } })).toEqual(run)
  await store.user.update({ where: { email: PEOPLE.operator.email }, data: { role: 'operator' } })
  expect((await callAction(panel.url, 'decide', [hold], { cookie })).outcome).not.toBe('forbidden')
})
