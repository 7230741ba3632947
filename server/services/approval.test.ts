import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '../contract/access.ts'
import type { PlanDraft } from '../contract/plan.ts'
import { createCipher } from '../db/cipher.ts'
import { openStore, type Store } from '../db/open-store.ts'
import { PLAN_HASH, plannedJob, withAccounts } from '../db/testing/planned-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { OperatorError } from '../errors.ts'
import type { World } from '../procedure/context.ts'
import { plansToApprove } from '../queries/plans-to-approve.ts'
import { readJob } from '../queries/read-job.ts'
import { approvePlan } from './approve-plan.ts'
import { breakGlass } from './break-glass.ts'
import { cancelSchedule } from './cancel-schedule.ts'
import { draftPlan } from './draft-plan.ts'
import { refusePlan } from './refuse-plan.ts'
import { removeWindow } from './remove-window.ts'
import { requestMissingApprovals } from './request-approvals.ts'
import { saveWindow } from './save-window.ts'
import { scheduleStart } from './schedule-start.ts'
import type { ServiceContext } from './service-context.ts'
import { setApprovalPolicy } from './set-approval-policy.ts'
import { setTimeZone } from './set-time-zone.ts'
import { startDue } from './start-due.ts'
import { startUpgrade } from './start-upgrade.ts'
import { voidLapsedApprovals } from './void-approvals.ts'

vi.mock('./draft-plan.ts')

const HOUR_MS = 3_600_000
// Starting a process's worth of stores takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let store: Store
let now: Date
let container: 'running' | 'missing' | 'silent'
let otto: Actor
let anna: Actor
let arne: Actor
let ada: Actor
let jobId: string
let installationId: string

/** The world as the plan knows it, or another one. */
function seen(planHash: string | null): void {
  const plan = { node: { oldContainer: { id: 'b'.repeat(64) } }, steps: [] } as unknown as NonNullable<PlanDraft['plan']>
  vi.mocked(draftPlan).mockResolvedValue({ findings: [], unconfirmed: [], plan: planHash === null ? null : plan, planHash })
}

beforeEach(async () => {
  temporary = await temporaryStore()
  store = temporary.store
  now = new Date('2026-11-24T20:00:00Z')
  container = 'running'
  seen(PLAN_HASH)
  const people = { Otto: 'operator', Anna: 'approver', Arne: 'approver', Ada: 'administrator' } as const
  const [first, second, third, fourth] = await withAccounts(store, people)
  if (!first || !second || !third || !fourth) throw new Error('nobody')
  ;[otto, anna, arne, ada] = [first, second, third, fourth]
  ;({ jobId, installationId } = await plannedJob(store, otto))
})

afterEach(() => temporary.close())

function as(actor: Actor, other: Store = store): ServiceContext {
  const docker = {
    async container() {
      if (container === 'silent') throw new OperatorError('unavailable', { key: 'errors.serversUnreadable' })
      return container === 'missing' ? 'missing' : { name: 'oms_331' }
    },
  }
  const world = { clock: { now: () => now }, docker } as unknown as World
  return { store: other, cipher: createCipher(randomBytes(32)), world, backupFolder: '/backups', actor, wake: () => {} }
}

const thePlan = () => ({ jobId, planHash: PLAN_HASH })
const approve = (actor: Actor, more = {}) => approvePlan(as(actor), { ...thePlan(), validHours: 24, ...more })
const start = (actor: Actor, more = {}) => startUpgrade(as(actor), { ...thePlan(), ...more })
const later = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
}

/** `done`, or the words of the refusal. */
async function told(press: Promise<unknown>): Promise<string> {
  return await press.then(
    () => 'done',
    (cause: unknown) => (cause instanceof OperatorError ? cause.problem.said.key.replace('approvals.', '') : String(cause)),
  )
}

async function actions(): Promise<string[]> {
  const rows = await store.auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(rows.every((row) => row.installationId === installationId)).toBe(true)
  return rows.map(({ actor, action }) => `${actor} ${action}`)
}

const status = async () => (await store.upgradeJob.findUniqueOrThrow({ where: { id: jobId } })).status
const approval = async () => (await readJob(store, jobId, now)).approval

describe('approval', () => {
  test('a plan that a second person approved is started once, and the trail says who let it', async () => {
    expect(await told(start(otto))).toBe('not.needed')
    await approve(anna)
    expect(await approval()).toMatchObject({ isDemanded: true, state: 'given', planner: { name: 'Otto' } })
    await start(otto)
    expect([await status(), await store.run.count()]).toEqual(['running', 1])
    expect(await actions()).toEqual(['Anna approval.give', 'Otto upgrade.start'])
    const row = await store.auditEvent.findFirstOrThrow({ where: { action: 'upgrade.start' } })
    expect(JSON.parse(row.detailJson)).toMatchObject({ approvedBy: 'Anna', isGlassBroken: false })
    // What is told of a started job stays, whatever becomes of people and time.
    await store.user.delete({ where: { id: anna.userId ?? '' } })
    later(100 * HOUR_MS)
    expect((await approval()).state).toBe('given')
  })

  // The whole point of a second person: no path may let one do both.
  test('nobody approves, refuses or breaks the glass on their own plan, whatever their role has become', async () => {
    const mine = { ...otto, role: 'administrator' } as const
    await store.user.update({ where: { id: otto.userId ?? '' }, data: { role: 'administrator' } })
    expect(await told(approve(mine))).toBe('not.ownPlan')
    expect(await told(refusePlan(as(mine), { ...thePlan(), reason: 'no' }))).toBe('not.ownPlan')
    const glass = { ...thePlan(), reason: 'night', validHours: 1, coversApproval: true, coversWindow: false }
    expect(await told(breakGlass(as(mine), glass))).toBe('not.ownPlan')
    // A row that came about in another way does not count either.
    const planted = { jobId, planHash: PLAN_HASH, kind: 'given', by: 'Otto', byId: otto.userId ?? '', at: now }
    await store.approval.create({ data: { ...planted, expiresAt: new Date(now.getTime() + HOUR_MS) } })
    expect(await told(start(mine))).toBe('not.void')
    expect([await status(), await store.auditEvent.count()]).toEqual(['planned', 0])
  })

  test('an approval of another plan or job is refused, also as a repeated request', async () => {
    expect(await told(approve(anna, { planHash: 'f'.repeat(64) }))).toBe('not.otherPlan')
    expect(await told(approve(anna, { jobId: 'no-such-job' }))).toBe('errors.noJob')
    await approve(anna)
    expect(await told(approve(anna))).toBe('not.alreadyGiven')
    expect(await told(start(otto, { planHash: 'f'.repeat(64) }))).toBe('not.otherPlan')
    expect(await store.approval.count()).toBe(1)
  })

  test('a role that may not is refused by the service itself', async () => {
    expect(await told(approve(otto))).toBe('not.approveRole')
    expect(await told(breakGlass(as(anna), { ...thePlan(), reason: 'x', validHours: 1, coversApproval: true, coversWindow: false }))).toBe(
      'not.breakGlassRole',
    )
    await approve(anna)
    expect(await told(start(anna))).toBe('not.startRole')
  })

  test('an approval ends at its time, and can be given again', async () => {
    await approve(anna, { validHours: 1 })
    later(HOUR_MS)
    expect([await told(start(otto)), (await approval()).state]).toEqual(['not.expired', 'expired'])
    await approve(arne)
    await start(otto)
    expect(await status()).toBe('running')
  })

  // A plan that was true when it was approved may stop the wrong container an hour later.
  test('a world that changed voids the approval with its reason, and the start is refused', async () => {
    await approve(anna)
    seen('1'.repeat(64))
    expect(await told(start(otto))).toBe('because.worldChanged')
    const { state, rows } = await approval()
    expect([state, rows[0]?.voidedBecause]).toEqual([
      'void',
      { key: 'approvals.because.worldChanged', params: expect.objectContaining({ installation: 'no' }) },
    ])
    expect(await actions()).toEqual(['Anna approval.give', 'panel approval.void'])
    seen(PLAN_HASH)
    expect([await told(start(otto)), await status()]).toEqual(['not.void', 'planned'])
  })

  test('a world that changed before is not approved, and a container that is gone is a change', async () => {
    container = 'missing'
    expect(await told(approve(anna))).toBe('because.containerGone')
    expect(await store.approval.count()).toBe(0)
  })

  test('a world that cannot be read voids nothing and starts nothing', async () => {
    await approve(anna)
    container = 'silent'
    expect(await told(start(otto))).toBe('errors.serversUnreadable')
    container = 'running'
    seen(null)
    expect([await told(start(otto)), (await approval()).state]).toEqual(['cannotTell', 'given'])
    seen(PLAN_HASH)
    expect(await told(start(otto))).toBe('done')
  })

  test.each([
    ['is gone', null, 'approvals.because.personGone'],
    ['may not approve any more', 'viewer', 'approvals.because.roleLost'],
  ])('an approval is void when its giver %s, and stays void when they are back', async (_, role, because) => {
    await approve(anna)
    const where = { id: anna.userId ?? '' }
    if (role === null) await store.user.delete({ where })
    else await store.user.update({ where, data: { role } })
    expect(await told(start(otto))).toBe('not.void')
    expect((await approval()).rows[0]?.voidedBecause?.key).toBe(because)
    if (role !== null) await store.user.update({ where, data: { role: 'approver' } })
    expect([await told(start(otto)), (await actions()).at(-1)]).toEqual(['not.void', 'panel approval.void'])
  })

  test('pages hear of an approval that lapsed without anybody pressing anything', async () => {
    await approve(anna)
    const { revision } = await store.upgradeJob.findUniqueOrThrow({ where: { id: jobId } })
    await store.user.delete({ where: { id: anna.userId ?? '' } })
    await voidLapsedApprovals(store, now)
    await voidLapsedApprovals(store, now)
    const job = await readJob(store, jobId, now)
    expect([job.approval.state, job.revision > revision]).toEqual(['void', true])
    expect(await store.auditEvent.count({ where: { action: 'approval.void' } })).toBe(1)
  })

  // A plan that nobody is shown waits until the window is over.
  test('a plan waits on the overview of those who may approve it, and of nobody else', async () => {
    const waits = async (actor: Actor) => (await plansToApprove(store, actor, now)).length
    expect([await waits(anna), await waits(ada), await waits(otto)]).toEqual([1, 1, 0])
    expect(await waits({ ...otto, role: 'administrator' })).toBe(0)
    await approve(anna)
    expect([await waits(arne), await waits(ada)]).toEqual([0, 0])
    later(24 * HOUR_MS)
    expect(await waits(arne)).toBe(1)
    await refusePlan(as(anna), { ...thePlan(), reason: 'Not this week.' })
    expect(await waits(arne)).toBe(0)
  })

  // Whoever may approve hears of it by notice: without a row nobody is told that a plan waits for them.
  test('an approval that becomes needed after the plan was saved is asked for once, and again when the answer does not count any more', async () => {
    const asked = () => store.auditEvent.count({ where: { action: 'approval.requested', subject: jobId } })
    const look = async () => {
      later(2_000)
      await voidLapsedApprovals(store, now)
      await requestMissingApprovals(store, now)
      return await asked()
    }
    const policy = (approvalPolicy: 'never' | 'always') => setApprovalPolicy(as(ada), { installationId, approvalPolicy })
    await policy('never')
    expect(await look()).toBe(0)
    await policy('always')
    expect([await look(), await look()]).toEqual([1, 1])
    await approve(anna)
    expect(await look()).toBe(1)
    later(24 * HOUR_MS)
    expect([await look(), await look()]).toEqual([2, 2])
    await approve(arne)
    await store.user.update({ where: { id: arne.userId ?? '' }, data: { role: 'viewer' } })
    expect([await look(), await look()]).toEqual([3, 3])
    await refusePlan(as(anna), { ...thePlan(), reason: 'Not this week.' })
    expect(await look()).toBe(3)
  })

  test('a refused plan does not start, is not approved any more, and loses its scheduled start', async () => {
    await approve(anna)
    await scheduleStart(as(otto), { ...thePlan(), startAt: '2026-11-24T21:00:00Z', fitConfirmed: false })
    await refusePlan(as(arne), { ...thePlan(), reason: 'Not this week.' })
    expect([await told(start(otto)), await told(approve(anna)), await status()]).toEqual(['not.refused', 'not.refused', 'planned'])
    expect(await approval()).toMatchObject({ state: 'refused', schedule: { status: 'cancelled' } })
    expect(await actions()).toEqual(['Anna approval.give', 'Otto schedule.set', 'Arne approval.refuse', 'Arne schedule.cancel'])
  })

  test('of two who approve at the same moment one does, and the other is told', async () => {
    const servers = [openStore(temporary.databaseFile), openStore(temporary.databaseFile)]
    const [first, second] = servers
    if (!first || !second) throw new Error('no servers')
    const input = { ...thePlan(), validHours: 24 }
    const ends = await Promise.all([told(approvePlan(as(anna, first), input)), told(approvePlan(as(arne, second), input))])
    expect(ends.sort()).toEqual(['done', 'not.alreadyGiven'])
    expect([await store.approval.count(), await store.auditEvent.count()]).toEqual([1, 1])
    await Promise.all(servers.map((server) => server.$disconnect()))
  })

  test('glass broken by an administrator starts the plan, is marked, and covers only what it was broken for', async () => {
    const input = { ...thePlan(), reason: 'OMS is down, nobody else answers.', validHours: 4, coversApproval: true, coversWindow: false }
    expect(await told(breakGlass(as(ada), { ...input, coversApproval: false }))).toBe('not.nothingToBreak')
    expect(await told(breakGlass(as(ada), { ...input, coversWindow: true }))).toBe('not.nothingToBreak')
    await breakGlass(as(ada), input)
    await saveWindow(as(otto), {
      installationId,
      windowId: null,
      spec: { kind: 'freeze', from: '2026-11-24T00:00', to: '2026-11-26T00:00', reason: 'Singles Day' },
    })
    expect(await told(start(otto))).toBe('not.frozen')
    await breakGlass(as(ada), { ...input, coversApproval: false, coversWindow: true })
    await start(otto)
    expect(await approval()).toMatchObject({ state: 'break-glass', rows: [{ reason: input.reason }, { coversWindow: true }] })
    const { detailJson } = await store.auditEvent.findFirstOrThrow({ where: { action: 'upgrade.start' } })
    expect(JSON.parse(detailJson)).toMatchObject({ isGlassBroken: true, outsideWindow: true, glassBrokenBy: 'Ada' })
  })
})

describe('windows', () => {
  const tuesdays = { kind: 'weekly' as const, weekdays: [2], start: '22:00', minutes: 60 }
  beforeEach(() => store.installation.update({ where: { id: installationId }, data: { approvalPolicy: 'never' } }))

  test('outside of its windows nothing of an installation starts; in one that is too short only after a confirmation', async () => {
    await saveWindow(as(otto), { installationId, windowId: null, spec: tuesdays })
    expect(await told(start(otto))).toBe('not.outsideWindow')
    later(2 * HOUR_MS + 55 * 60_000)
    expect(await told(start(otto))).toBe('confirm.tooShort')
    expect(await told(start(otto, { fitConfirmed: true }))).toBe('done')
  })

  test('every change of policy, zone and windows is in the trail with before and after', async () => {
    await setApprovalPolicy(as(ada), { installationId, approvalPolicy: 'always' })
    await setTimeZone(as(otto), { installationId, timeZone: 'Asia/Shanghai' })
    await saveWindow(as(otto), { installationId, windowId: null, spec: tuesdays })
    const { id: windowId } = await store.maintenanceWindow.findFirstOrThrow()
    await saveWindow(as(otto), { installationId, windowId, spec: { ...tuesdays, minutes: 90 } })
    await removeWindow(as(otto), { installationId, windowId })
    expect(await actions()).toEqual([
      'Ada installation.policy',
      'Otto installation.policy',
      'Otto window.add',
      'Otto window.change',
      'Otto window.remove',
    ])
    const rows = await store.auditEvent.findMany({ orderBy: { id: 'asc' } })
    expect(rows.map(({ detailJson }) => JSON.parse(detailJson))).toMatchObject([
      { before: { approvalPolicy: 'never' }, after: { approvalPolicy: 'always' } },
      { before: { timeZone: 'UTC' }, after: { timeZone: 'Asia/Shanghai' } },
      { after: tuesdays },
      { before: tuesdays, after: { minutes: 90 } },
      { before: { minutes: 90 } },
    ])
  })

  test('senseless windows change nothing', async () => {
    const save = (spec: Parameters<typeof saveWindow>[1]['spec'], windowId: string | null = null) =>
      told(saveWindow(as(otto), { installationId, windowId, spec }))
    expect(await save({ kind: 'once', from: '2026-02-30T01:00', to: '2026-03-01T01:00' })).toBe('window.noSuchDate')
    expect(await save({ kind: 'once', from: '2026-12-01T03:00', to: '2026-12-01T01:00' })).toBe('window.backwards')
    expect(await save(tuesdays, 'no-such-window')).toBe('window.gone')
    expect(await told(setTimeZone(as(otto), { installationId, timeZone: 'Mars/Base' }))).toBe('window.zoneUnknown')
    expect(await told(removeWindow(as(otto), { installationId, windowId: 'no-such-window' }))).toBe('window.gone')
    expect([await store.maintenanceWindow.count(), await store.auditEvent.count()]).toEqual([0, 0])
  })
})

describe('a scheduled start', () => {
  const AT = '2026-11-24T21:00:00.000Z'
  const schedule = (actor = otto) => scheduleStart(as(actor), { ...thePlan(), startAt: AT, fitConfirmed: false })
  const panel = (other?: Store) => startDue(as({ userId: null, name: 'panel', role: null, address: null }, other))

  test('is made when it is due, as the person who scheduled it, and not before', async () => {
    await approve(anna)
    await schedule()
    later(HOUR_MS - 1)
    await panel()
    expect(await status()).toBe('planned')
    later(1)
    await panel()
    await panel()
    expect([await status(), await store.run.count()]).toEqual(['running', 1])
    expect((await approval()).schedule?.status).toBe('started')
    expect(await actions()).toEqual(['Anna approval.give', 'Otto schedule.set', 'Otto upgrade.start'])
  })

  // Two panel processes on one store are usual during a deploy: two runs would start two containers on one MetaDB.
  test('is made by one of two panel processes', async () => {
    await approve(anna)
    await schedule()
    later(HOUR_MS)
    const servers = [openStore(temporary.databaseFile), openStore(temporary.databaseFile)]
    await Promise.all(servers.map(panel))
    expect([await store.run.count(), await store.auditEvent.count({ where: { action: 'schedule.missed' } })]).toEqual([1, 0])
    expect((await approval()).schedule?.status).toBe('started')
    await Promise.all(servers.map((server) => server.$disconnect()))
  })

  test.each([
    ['the panel was down for too long', async () => later(10 * 60_000 + 1), 'approvals.because.late'],
    ['the approval was lost', () => store.user.delete({ where: { id: anna.userId ?? '' } }), 'approvals.not.void'],
    ['who scheduled it is gone', () => store.user.delete({ where: { id: otto.userId ?? '' } }), 'approvals.because.schedulerGone'],
    [
      'who scheduled it may not start any more',
      () => store.user.update({ where: { id: otto.userId ?? '' }, data: { role: 'viewer' } }),
      'approvals.not.startRole',
    ],
    [
      'a freeze began',
      () =>
        saveWindow(as(otto), {
          installationId,
          windowId: null,
          spec: { kind: 'freeze', from: '2026-11-24T20:30', to: '2026-11-25T20:30', reason: 'Outage' },
        }),
      'approvals.not.frozen',
    ],
    ['the world changed', async () => seen('1'.repeat(64)), 'approvals.because.worldChanged'],
  ])('is missed when %s, says so, and is never made late', async (_, happen, because) => {
    await approve(anna)
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
    expect(await store.run.count()).toBe(0)
  })

  test('is tried again while the engine does not answer, and missed with that reason when it stays so', async () => {
    await approve(anna)
    await schedule()
    later(HOUR_MS)
    container = 'silent'
    await panel()
    expect((await approval()).schedule?.status).toBe('set')
    later(11 * 60_000)
    await panel()
    expect((await approval()).schedule).toMatchObject({ status: 'missed', endedBecause: { key: 'errors.serversUnreadable' } })
  })

  test('is cancelled by a person, or by a start by hand, and there is only one at a time', async () => {
    await approve(anna)
    const { scheduleId } = await schedule()
    expect(await told(schedule(ada))).toBe('not.scheduled')
    await cancelSchedule(as(otto), { jobId, scheduleId })
    expect(await told(cancelSchedule(as(otto), { jobId, scheduleId }))).toBe('not.notScheduled')
    later(1000)
    await schedule()
    await start(ada)
    later(HOUR_MS)
    await panel()
    expect((await approval()).schedule).toMatchObject({ status: 'cancelled', endedBecause: { key: 'approvals.because.startedByHand' } })
    expect(await store.run.count()).toBe(1)
  })
})
