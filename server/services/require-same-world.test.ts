import { expect, test, vi } from 'vitest'
import type { Plan, PlannedWayBack } from '../contract/plan.ts'
import type { Said } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { planHash } from '../domain/plan-hash.ts'
import { OperatorError } from '../errors.ts'
import { approvePlan } from './approve-plan.ts'
import { draftPlan } from './draft-plan.ts'
import { as, scene, setApprovalScene } from './testing/approval-scene.ts'

vi.mock('./draft-plan.ts')
setApprovalScene()

const DROP: PlannedWayBack = { way: 'drop-and-restore', because: { key: 'errors.swapNotCreated' }, raw: 'beside cm_331: CREATE' }

/** What somebody is told who approves a plan with this way back, where a plan made now would have that one. */
async function approved(stored: PlannedWayBack | undefined, now: PlannedWayBack): Promise<'done' | Said> {
  const { store, jobId, anna } = scene
  const { planJson } = await store.upgradeJob.findUniqueOrThrow({ where: { id: jobId } })
  const { wayBack: _, ...plan } = fromJson<Plan>(planJson)
  const kept: Plan = { ...plan, ...(stored && { wayBack: stored }) }
  const hash = planHash(kept)
  await store.approval.deleteMany()
  await store.upgradeJob.update({ where: { id: jobId }, data: { planJson: JSON.stringify(kept), planHash: hash } })
  const draft: Plan = { ...plan, wayBack: now }
  const scratch = { account: 'oms', address: '127.0.0.1:3306', names: [] }
  vi.mocked(draftPlan).mockResolvedValue({ findings: [], unconfirmed: [], plan: draft, planHash: planHash(draft), scratch })
  return await approvePlan(as(anna), { jobId, planHash: hash, validHours: 24 }).then(
    () => 'done' as const,
    (cause: unknown) => {
      if (cause instanceof OperatorError) return cause.problem.said
      throw cause
    },
  )
}

// Whoever follows the advice to try the way back would otherwise lose the approval of the plan that gave it.
test('a try that was made or repeated is not another world, whatever it says of when and in which words', async () => {
  const tried: PlannedWayBack = { way: 'swap', triedAt: '2026-11-29T20:00:00.000Z' }
  expect(await approved({ way: 'swap' }, tried)).toBe('done')
  expect(await approved(tried, { ...tried, triedAt: '2026-11-30T08:00:00.000Z', isSpaceUnknown: true })).toBe('done')
  expect(await approved(DROP, { ...DROP, raw: 'Access denied to rm_331__panel_k3f9x0ab_try', triedAt: '2026-11-30T08:00:00.000Z' })).toBe(
    'done',
  )
})

test('another way back is another world, and is named as all that differs', async () => {
  for (const [stored, now] of [
    [{ way: 'swap' }, DROP],
    [DROP, { way: 'swap', triedAt: '2026-11-30T08:00:00.000Z' }],
  ] as const) {
    const said = await approved(stored, now)
    if (said === 'done') throw new Error('approved')
    expect(said.key).toBe('approvals.because.worldChanged')
    expect(Object.entries(said.params ?? {}).filter(([, differs]) => differs === 'yes')).toEqual([['wayBack', 'yes']])
  }
})

// Updating the panel would void every approval of the plans that wait.
test('a plan of before there was a choice is compared without it', async () => {
  expect(await approved(undefined, { way: 'swap' })).toBe('done')
  expect(await approved(undefined, DROP)).toBe('done')
})
