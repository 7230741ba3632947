import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { Actor } from '../../contract/access.ts'
import type { JobApproval } from '../../contract/approval.ts'
import type { PlanDraft } from '../../contract/plan.ts'
import { createCipher } from '../../db/cipher.ts'
import { openStore, type Store } from '../../db/open-store.ts'
import { PLAN_HASH, plannedJob, withAccounts } from '../../db/testing/planned-job.ts'
import { temporaryStore } from '../../db/testing/temporary-store.ts'
import { OperatorError } from '../../errors.ts'
import type { World } from '../../procedure/context.ts'
import { readJob } from '../../queries/read-job.ts'
import { approvePlan } from '../approve-plan.ts'
import { draftPlan } from '../draft-plan.ts'
import type { ServiceContext } from '../service-context.ts'
import { startUpgrade } from '../start-upgrade.ts'

export const HOUR_MS = 3_600_000

/** One planned job, who may do what with it, and the world it was planned for. */
export interface Scene {
  store: Store
  now: Date
  container: 'running' | 'missing' | 'silent'
  /** An operator, who planned; two approvers; an administrator. */
  otto: Actor
  anna: Actor
  arne: Actor
  ada: Actor
  jobId: string
  installationId: string
}

let temporary: Awaited<ReturnType<typeof temporaryStore>>
export let scene: Scene

/** Sets the scene before every test of the file, which mocks `draft-plan.ts` itself. */
export function setApprovalScene(): void {
  // Starting a process's worth of stores takes its time on a busy machine.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
  beforeEach(async () => {
    temporary = await temporaryStore()
    const { store } = temporary
    seen(PLAN_HASH)
    const people = { Otto: 'operator', Anna: 'approver', Arne: 'approver', Ada: 'administrator' } as const
    const [otto, anna, arne, ada] = await withAccounts(store, people)
    if (!otto || !anna || !arne || !ada) throw new Error('nobody')
    const { jobId, installationId } = await plannedJob(store, otto)
    scene = { store, now: new Date('2026-11-24T20:00:00Z'), container: 'running', otto, anna, arne, ada, jobId, installationId }
  })
  afterEach(() => temporary.close())
}

/** The world as the plan knows it, or another one. */
export function seen(planHash: string | null): void {
  const plan = { node: { oldContainer: { id: 'b'.repeat(64) } }, steps: [] } as unknown as NonNullable<PlanDraft['plan']>
  const scratch = { account: 'oms', address: '127.0.0.1:3306', names: [] }
  vi.mocked(draftPlan).mockResolvedValue({ findings: [], unconfirmed: [], plan: planHash === null ? null : plan, planHash, scratch })
}

export function as(actor: Actor, store: Store = scene.store): ServiceContext {
  const docker = {
    async container() {
      if (scene.container === 'silent') throw new OperatorError('unavailable', { key: 'errors.serversUnreadable' })
      return scene.container === 'missing' ? 'missing' : { name: 'oms_331' }
    },
  }
  const world = { clock: { now: () => scene.now }, docker } as unknown as World
  return { store, cipher: createCipher(randomBytes(32)), world, backupFolder: '/backups', actor, wake: () => {} }
}

export const thePlan = () => ({ jobId: scene.jobId, planHash: PLAN_HASH })
export const approve = (actor: Actor, more = {}) => approvePlan(as(actor), { ...thePlan(), validHours: 24, ...more })
export const start = (actor: Actor, more = {}) => startUpgrade(as(actor), { ...thePlan(), ...more })

export function later(milliseconds: number): void {
  scene.now = new Date(scene.now.getTime() + milliseconds)
}

/** `done`, or the words of the refusal. */
export async function told(press: Promise<unknown>): Promise<string> {
  return await press.then(
    () => 'done',
    (cause: unknown) => (cause instanceof OperatorError ? cause.problem.said.key.replace('approvals.', '') : String(cause)),
  )
}

/** What the trail says so far, in order. */
export async function actions(): Promise<string[]> {
  const rows = await scene.store.auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(rows.every((row) => row.installationId === scene.installationId)).toBe(true)
  return rows.map(({ actor, action }) => `${actor} ${action}`)
}

export const status = async () => (await scene.store.upgradeJob.findUniqueOrThrow({ where: { id: scene.jobId } })).status
export const approval = async (): Promise<JobApproval> => (await readJob(scene.store, scene.jobId, scene.now)).approval

/** Two panel processes at the same moment, on the store of the scene. */
export async function inTwoProcesses<Result>(act: (store: Store, index: number) => Promise<Result>): Promise<Result[]> {
  const stores = [openStore(temporary.databaseFile), openStore(temporary.databaseFile)]
  const results = await Promise.all(stores.map(act))
  await Promise.all(stores.map((store) => store.$disconnect()))
  return results
}
