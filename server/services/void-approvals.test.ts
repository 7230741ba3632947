import { expect, test, vi } from 'vitest'
import { PLAN_HASH } from '../db/testing/planned-job.ts'
import { readJob } from '../queries/read-job.ts'
import { actions, approval, approve, scene, seen, setApprovalScene, start, status, told } from './testing/approval-scene.ts'
import { voidLapsedApprovals } from './void-approvals.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

// A plan that was true when it was approved may stop the wrong container an hour later.
test('a world that changed voids the approval with its reason, and the start is refused', async () => {
  await approve(scene.anna)
  seen('1'.repeat(64))
  expect(await told(start(scene.otto))).toBe('because.worldChanged')
  const { state, rows } = await approval()
  expect([state, rows[0]?.voidedBecause]).toEqual([
    'void',
    { key: 'approvals.because.worldChanged', params: expect.objectContaining({ installation: 'no' }) },
  ])
  expect(await actions()).toEqual(['Anna approval.give', 'panel approval.void'])
  seen(PLAN_HASH)
  expect([await told(start(scene.otto)), await status()]).toEqual(['not.void', 'planned'])
})

test('a world that changed before is not approved, and a container that is gone is a change', async () => {
  scene.container = 'missing'
  expect(await told(approve(scene.anna))).toBe('because.containerGone')
  expect(await scene.store.approval.count()).toBe(0)
})

test('a world that cannot be read voids nothing and starts nothing', async () => {
  await approve(scene.anna)
  scene.container = 'silent'
  expect(await told(start(scene.otto))).toBe('errors.serversUnreadable')
  scene.container = 'running'
  seen(null)
  expect([await told(start(scene.otto)), (await approval()).state]).toEqual(['cannotTell', 'given'])
  seen(PLAN_HASH)
  expect(await told(start(scene.otto))).toBe('done')
})

test.each([
  ['is gone', null, 'approvals.because.personGone'],
  ['may not approve any more', 'viewer', 'approvals.because.roleLost'],
])('an approval is void when its giver %s, and stays void when they are back', async (_, role, because) => {
  await approve(scene.anna)
  const where = { id: scene.anna.userId ?? '' }
  if (role === null) await scene.store.user.delete({ where })
  else await scene.store.user.update({ where, data: { role } })
  expect(await told(start(scene.otto))).toBe('not.void')
  expect((await approval()).rows[0]?.voidedBecause?.key).toBe(because)
  if (role !== null) await scene.store.user.update({ where, data: { role: 'approver' } })
  expect([await told(start(scene.otto)), (await actions()).at(-1)]).toEqual(['not.void', 'panel approval.void'])
})

test('pages hear of an approval that lapsed without anybody pressing anything', async () => {
  await approve(scene.anna)
  const { revision } = await scene.store.upgradeJob.findUniqueOrThrow({ where: { id: scene.jobId } })
  await scene.store.user.delete({ where: { id: scene.anna.userId ?? '' } })
  await voidLapsedApprovals(scene.store, scene.now)
  await voidLapsedApprovals(scene.store, scene.now)
  const job = await readJob(scene.store, scene.jobId, scene.now)
  expect([job.approval.state, job.revision > revision]).toEqual(['void', true])
  expect(await scene.store.auditEvent.count({ where: { action: 'approval.void' } })).toBe(1)
})
