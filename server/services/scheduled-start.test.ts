import { expect, test, vi } from 'vitest'
import type { Store } from '../db/open-store.ts'
import { PLAN_HASH } from '../db/testing/planned-job.ts'
import { cancelSchedule } from './cancel-schedule.ts'
import { saveWindow } from './save-window.ts'
import { scheduleStart } from './schedule-start.ts'
import { startDue } from './start-due.ts'
import {
  actions,
  approval,
  approve,
  as,
  HOUR_MS,
  inTwoProcesses,
  later,
  scene,
  seen,
  setApprovalScene,
  start,
  status,
  thePlan,
  told,
} from './testing/approval-scene.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

const AT = '2026-11-24T21:00:00.000Z'
const schedule = (actor = scene.otto) => scheduleStart(as(actor), { ...thePlan(), startAt: AT, fitConfirmed: false })
const panel = (other?: Store) => startDue(as({ userId: null, name: 'panel', role: null, address: null }, other))

test('a scheduled start is made when it is due, as the person who scheduled it, and not before', async () => {
  await approve(scene.anna)
  await schedule()
  later(HOUR_MS - 1)
  await panel()
  expect(await status()).toBe('planned')
  later(1)
  await panel()
  await panel()
  expect([await status(), await scene.store.run.count()]).toEqual(['running', 1])
  expect((await approval()).schedule?.status).toBe('started')
  expect(await actions()).toEqual(['Anna approval.give', 'Otto schedule.set', 'Otto upgrade.start'])
})

// Two panel processes on one store are usual during a deploy: two runs would start two containers on one MetaDB.
test('a scheduled start is made by one of two panel processes', async () => {
  await approve(scene.anna)
  await schedule()
  later(HOUR_MS)
  await inTwoProcesses(panel)
  expect([await scene.store.run.count(), await scene.store.auditEvent.count({ where: { action: 'schedule.missed' } })]).toEqual([1, 0])
  expect((await approval()).schedule?.status).toBe('started')
})

test.each([
  ['the panel was down for too long', async () => later(10 * 60_000 + 1), 'approvals.because.late'],
  ['the approval was lost', () => scene.store.user.delete({ where: { id: scene.anna.userId ?? '' } }), 'approvals.not.void'],
  [
    'who scheduled it is gone',
    () => scene.store.user.delete({ where: { id: scene.otto.userId ?? '' } }),
    'approvals.because.schedulerGone',
  ],
  [
    'who scheduled it may not start any more',
    () => scene.store.user.update({ where: { id: scene.otto.userId ?? '' }, data: { role: 'viewer' } }),
    'approvals.not.startRole',
  ],
  [
    'a freeze began',
    () =>
      saveWindow(as(scene.otto), {
        installationId: scene.installationId,
        windowId: null,
        spec: { kind: 'freeze', from: '2026-11-24T20:30', to: '2026-11-25T20:30', reason: 'Outage' },
      }),
    'approvals.not.frozen',
  ],
  ['the world changed', async () => seen('1'.repeat(64)), 'approvals.because.worldChanged'],
])('a scheduled start is missed when %s, says so, and is never made late', async (_, happen, because) => {
  await approve(scene.anna)
  await schedule()
  later(HOUR_MS)
  await happen()
  await panel()
  const { schedule: shown } = await approval()
  expect([shown?.status, shown?.endedBecause?.key, await status()]).toEqual(['missed', because, 'planned'])
  expect((await actions()).filter((action) => action.includes('schedule.missed'))).toEqual(['panel schedule.missed'])
  seen(PLAN_HASH)
  later(-60_000)
  await panel()
  expect(await scene.store.run.count()).toBe(0)
})

test('a scheduled start is tried again while the engine does not answer, and missed with that reason when it stays so', async () => {
  await approve(scene.anna)
  await schedule()
  later(HOUR_MS)
  scene.container = 'silent'
  await panel()
  expect((await approval()).schedule?.status).toBe('set')
  later(11 * 60_000)
  await panel()
  expect((await approval()).schedule).toMatchObject({ status: 'missed', endedBecause: { key: 'errors.serversUnreadable' } })
})

test('a scheduled start is cancelled by a person, or by a start by hand, and there is only one at a time', async () => {
  await approve(scene.anna)
  const { scheduleId } = await schedule()
  expect(await told(schedule(scene.ada))).toBe('not.scheduled')
  await cancelSchedule(as(scene.otto), { jobId: scene.jobId, scheduleId })
  expect(await told(cancelSchedule(as(scene.otto), { jobId: scene.jobId, scheduleId }))).toBe('not.notScheduled')
  later(1000)
  await schedule()
  await start(scene.ada)
  later(HOUR_MS)
  await panel()
  expect((await approval()).schedule).toMatchObject({ status: 'cancelled', endedBecause: { key: 'approvals.because.startedByHand' } })
  expect(await scene.store.run.count()).toBe(1)
})
