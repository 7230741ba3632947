import { expect, test, vi } from 'vitest'
import { PLAN_HASH } from '../db/testing/planned-job.ts'
import { approvePlan } from './approve-plan.ts'
import { breakGlass } from './break-glass.ts'
import { refusePlan } from './refuse-plan.ts'
import { scheduleStart } from './schedule-start.ts'
import {
  actions,
  approval,
  approve,
  as,
  HOUR_MS,
  inTwoProcesses,
  later,
  scene,
  setApprovalScene,
  start,
  status,
  thePlan,
  told,
} from './testing/approval-scene.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

test('a plan that a second person approved is started once, and the trail says who let it', async () => {
  expect(await told(start(scene.otto))).toBe('not.needed')
  await approve(scene.anna)
  expect(await approval()).toMatchObject({ isDemanded: true, state: 'given', planner: { name: 'Otto' } })
  await start(scene.otto)
  expect([await status(), await scene.store.run.count()]).toEqual(['running', 1])
  expect(await actions()).toEqual(['Anna approval.give', 'Otto upgrade.start'])
  const row = await scene.store.auditEvent.findFirstOrThrow({ where: { action: 'upgrade.start' } })
  expect(JSON.parse(row.detailJson)).toMatchObject({ approvedBy: 'Anna', isGlassBroken: false })
  // What is told of a started job stays, whatever becomes of people and time.
  await scene.store.user.delete({ where: { id: scene.anna.userId ?? '' } })
  later(100 * HOUR_MS)
  expect((await approval()).state).toBe('given')
})

// The whole point of a second person: no path may let one do both.
test('nobody approves, refuses or breaks the glass on their own plan, whatever their role has become', async () => {
  const mine = { ...scene.otto, role: 'administrator' } as const
  await scene.store.user.update({ where: { id: scene.otto.userId ?? '' }, data: { role: 'administrator' } })
  expect(await told(approve(mine))).toBe('not.ownPlan')
  expect(await told(refusePlan(as(mine), { ...thePlan(), reason: 'no' }))).toBe('not.ownPlan')
  const glass = { ...thePlan(), reason: 'night', validHours: 1, coversApproval: true, coversWindow: false }
  expect(await told(breakGlass(as(mine), glass))).toBe('not.ownPlan')
  // A row that came about in another way does not count either.
  const planted = {
    jobId: scene.jobId,
    number: 1,
    planHash: PLAN_HASH,
    kind: 'given',
    by: 'Otto',
    byId: scene.otto.userId ?? '',
    at: scene.now,
  }
  await scene.store.approval.create({ data: { ...planted, expiresAt: new Date(scene.now.getTime() + HOUR_MS) } })
  expect(await told(start(mine))).toBe('not.void')
  expect([await status(), await scene.store.auditEvent.count()]).toEqual(['planned', 0])
})

test('an approval of another plan or job is refused, also as a repeated request', async () => {
  expect(await told(approve(scene.anna, { planHash: 'f'.repeat(64) }))).toBe('not.otherPlan')
  expect(await told(approve(scene.anna, { jobId: 'no-such-job' }))).toBe('errors.noJob')
  await approve(scene.anna)
  expect(await told(approve(scene.anna))).toBe('not.alreadyGiven')
  expect(await told(start(scene.otto, { planHash: 'f'.repeat(64) }))).toBe('not.otherPlan')
  expect(await scene.store.approval.count()).toBe(1)
})

test('a role that may not is refused by the service itself', async () => {
  expect(await told(approve(scene.otto))).toBe('not.approveRole')
  expect(
    await told(breakGlass(as(scene.anna), { ...thePlan(), reason: 'x', validHours: 1, coversApproval: true, coversWindow: false })),
  ).toBe('not.breakGlassRole')
  await approve(scene.anna)
  expect(await told(start(scene.anna))).toBe('not.startRole')
})

test('an approval ends at its time, and can be given again', async () => {
  await approve(scene.anna, { validHours: 1 })
  later(HOUR_MS)
  expect([await told(start(scene.otto)), (await approval()).state]).toEqual(['not.expired', 'expired'])
  await approve(scene.arne)
  await start(scene.otto)
  expect(await status()).toBe('running')
})

test('a refused plan does not start, is not approved any more, and loses its scheduled start', async () => {
  await approve(scene.anna)
  await scheduleStart(as(scene.otto), { ...thePlan(), startAt: '2026-11-24T21:00:00Z', fitConfirmed: false })
  await refusePlan(as(scene.arne), { ...thePlan(), reason: 'Not this week.' })
  expect([await told(start(scene.otto)), await told(approve(scene.anna)), await status()]).toEqual([
    'not.refused',
    'not.refused',
    'planned',
  ])
  expect(await approval()).toMatchObject({ state: 'refused', schedule: { status: 'cancelled' } })
  expect(await actions()).toEqual(['Anna approval.give', 'Otto schedule.set', 'Arne approval.refuse', 'Arne schedule.cancel'])
})

test('of two who approve at the same moment one does, and the other is told', async () => {
  const input = { ...thePlan(), validHours: 24 }
  const ends = await inTwoProcesses((store, index) => told(approvePlan(as(index === 0 ? scene.anna : scene.arne, store), input)))
  expect(ends.sort()).toEqual(['done', 'not.alreadyGiven'])
  expect([await scene.store.approval.count(), await scene.store.auditEvent.count()]).toEqual([1, 1])
})
