import { expect, test, vi } from 'vitest'
import type { Actor } from '../contract/access.ts'
import { plansToApprove } from '../queries/plans-to-approve.ts'
import { refusePlan } from './refuse-plan.ts'
import { requestMissingApprovals } from './request-approvals.ts'
import { setApprovalPolicy } from './set-approval-policy.ts'
import { approve, as, HOUR_MS, later, scene, setApprovalScene, thePlan } from './testing/approval-scene.ts'
import { voidLapsedApprovals } from './void-approvals.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

// A plan that nobody is shown waits until the window is over.
test('a plan waits on the overview of those who may approve it, and of nobody else', async () => {
  const waits = async (actor: Actor) => (await plansToApprove(scene.store, actor, scene.now)).length
  expect([await waits(scene.anna), await waits(scene.ada), await waits(scene.otto)]).toEqual([1, 1, 0])
  expect(await waits({ ...scene.otto, role: 'administrator' })).toBe(0)
  await approve(scene.anna)
  expect([await waits(scene.arne), await waits(scene.ada)]).toEqual([0, 0])
  later(24 * HOUR_MS)
  expect(await waits(scene.arne)).toBe(1)
  await refusePlan(as(scene.anna), { ...thePlan(), reason: 'Not this week.' })
  expect(await waits(scene.arne)).toBe(0)
})

// Whoever may approve hears of it by notice: without a row nobody is told that a plan waits for them.
test('an approval that becomes needed after the plan was saved is asked for once, and again when the answer does not count any more', async () => {
  const asked = () => scene.store.auditEvent.count({ where: { action: 'approval.requested', subject: scene.jobId } })
  const look = async () => {
    later(2_000)
    await voidLapsedApprovals(scene.store, scene.now)
    await requestMissingApprovals(scene.store, scene.now)
    return await asked()
  }
  const policy = (approvalPolicy: 'never' | 'always') =>
    setApprovalPolicy(as(scene.ada), { installationId: scene.installationId, approvalPolicy })
  await policy('never')
  expect(await look()).toBe(0)
  await policy('always')
  expect([await look(), await look()]).toEqual([1, 1])
  await approve(scene.anna)
  expect(await look()).toBe(1)
  later(24 * HOUR_MS)
  expect([await look(), await look()]).toEqual([2, 2])
  await approve(scene.arne)
  await scene.store.user.update({ where: { id: scene.arne.userId ?? '' }, data: { role: 'viewer' } })
  expect([await look(), await look()]).toEqual([3, 3])
  await refusePlan(as(scene.anna), { ...thePlan(), reason: 'Not this week.' })
  expect(await look()).toBe(3)
})
