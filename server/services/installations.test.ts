import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '../contract/access.ts'
import type { EditInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import { createCipher } from '../db/cipher.ts'
import { plannedJob, withAccounts } from '../db/testing/planned-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { Secret } from '../domain/secret.ts'
import { SAMPLE_CA } from '../domain/testing/sample-ca.ts'
import { OperatorError } from '../errors.ts'
import type { World } from '../procedure/context.ts'
import { runChecksOfOpenJob, runConnectionChecks } from '../procedure/preflight/run-connection-checks.ts'
import { listInstallations, readInstallation } from '../queries/list-installations.ts'
import { readJob } from '../queries/read-job.ts'
import { adoptInstallation } from './adopt-installation.ts'
import { archiveInstallation } from './archive-installation.ts'
import { editInstallation } from './edit-installation.ts'
import { resolveJob } from './resolve-job.ts'
import { restoreInstallation } from './restore-installation.ts'
import { scheduleStart } from './schedule-start.ts'
import type { ServiceContext } from './service-context.ts'
import { startUpgrade } from './start-upgrade.ts'
import { withdrawPlan } from './withdraw-plan.ts'

// The checks themselves are tried on real parts elsewhere; here they say what the test wants.
vi.mock('../procedure/preflight/run-connection-checks.ts')
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const OLD = 'a'.repeat(64)
const NEW = 'b'.repeat(64)
const NOW = new Date('2026-11-30T03:00:00.000Z')
const HASH = '0'.repeat(64)
const CONFIG = `oms_meta_host: 127.0.0.1
oms_meta_port: 3306
oms_meta_user: oms
oms_meta_password: hidden-in-config
drc_rm_db: rm_331
drc_cm_db: cm_331
drc_cm_heartbeat_db: cm_hb_331
drc_user: x
drc_password: y
cm_url: http://10.0.0.5:8088
cm_location: 1
cm_region: cn
cm_nodes: [10.0.0.5]
`

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let otto: Actor
let job: { installationId: string; jobId: string }
let running: Record<string, string>
const cipher = createCipher(randomBytes(32))

beforeEach(async () => {
  temporary = await temporaryStore()
  const [person] = await withAccounts(temporary.store, { Otto: 'operator' })
  if (person === undefined) throw new Error('nobody')
  otto = person
  job = await plannedJob(temporary.store, otto)
  const sealed = {
    metaPasswordEnc: cipher.seal(new Secret('stored'), 'metadb'),
    consolePasswordEnc: cipher.seal(new Secret('console'), 'console'),
  }
  await temporary.store.installation.updateMany({ data: sealed })
  running = { [OLD]: 'running' }
  const clean = { findings: [], seen: {} }
  vi.mocked(runConnectionChecks).mockReset().mockResolvedValue(clean)
  vi.mocked(runChecksOfOpenJob).mockReset().mockResolvedValue(clean)
})

afterEach(() => temporary.close())

function world(): World {
  const names: Record<string, string> = { [OLD]: 'oms_331', [NEW]: 'oms_340' }
  const container = async (id: string) =>
    running[id] === undefined
      ? 'missing'
      : { id, name: names[id], state: running[id], spec: { Image: 'oms:3.3.1', Env: [], HostConfig: {} } }
  const metaDb = {
    existing: async (wanted: string[]) => wanted,
    sizes: async (wanted: string[]) => wanted.map((database) => ({ database, bytes: 1, tables: 3, rows: 1 })),
    parameter: async () => '{"enable":"true"}',
    schemaVersion: async () => '3.3.1',
    server: async () => ({ identity: 'server-1' }),
    close: async () => {},
  }
  return {
    clock: { now: () => NOW },
    docker: {
      container,
      readFile: async () => CONFIG,
      listContainers: async () =>
        Object.entries(running).map(([id, state]) => ({ id, name: names[id] ?? id, image: 'oms:3.3.1', state, networkMode: 'host' })),
    },
    metaDbs: { open: async () => metaDb },
    consoles: { health: async () => 'healthy' },
  } as unknown as World
}

const as = (actor: Actor = otto): ServiceContext => ({
  ...{ store: temporary.store, cipher, world: world(), backupFolder: '/backups', actor },
  wake() {},
})

/** The words of the refusal; a call that is not refused fails. */
async function refusal(press: Promise<unknown>): Promise<{ key: string; field?: string | undefined }> {
  return await press.then(
    () => ({ key: 'not refused' }),
    (cause: unknown) => {
      if (!(cause instanceof OperatorError)) throw cause
      return { key: cause.problem.said.key, field: cause.problem.field }
    },
  )
}

const trail = async () =>
  (await temporary.store.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action, subject }) => `${action} ${subject}`)

const statusOf = async (id: string) => (await temporary.store.upgradeJob.findUniqueOrThrow({ where: { id } })).status

const edit = (change: Partial<EditInput> = {}): EditInput => ({
  installationId: job.installationId,
  containerId: OLD,
  hostIp: '127.0.0.1',
  name: 'OMS',
  version: '3.3.1',
  edition: 'enterprise',
  metaDb: { host: '127.0.0.1', port: 3306, user: 'oms', password: '', passwordFrom: 'stored', tls: { mode: 'offered' } },
  console: { driver: 'metadb', url: 'http://127.0.0.1:8089', user: '', password: '', actions: null, calls: null },
  backupFolder: '/backups',
  ...change,
})

/** Another row for the same or another MetaDB. */
async function secondInstallation(change: { name: string; metaDbJson?: string; metaDbIdentity?: string; databasesJson?: string }) {
  const {
    id: _,
    nodes: __,
    ...first
  } = (await temporary.store.installation.findUniqueOrThrow({
    where: { id: job.installationId },
    include: { nodes: false },
  })) as Record<string, unknown> & { id: string; nodes?: unknown }
  const data = { ...first, ...change, nodes: { create: { position: 0, hostIp: 'x', containerName: 'oms_b', containerId: 'c'.repeat(64) } } }
  return await temporary.store.installation.create({ data: data as never })
}

describe('withdrawing a plan', () => {
  test('ends it and its scheduled start, keeps who, when and why, and it cannot be started', async () => {
    await scheduleStart(as(), { jobId: job.jobId, planHash: HASH, startAt: '2026-11-30T05:00:00.000Z', fitConfirmed: false })
    await withdrawPlan(as(), { jobId: job.jobId, reason: 'wrong image' })
    const snapshot = await readJob(temporary.store, job.jobId, NOW)
    expect(snapshot).toMatchObject({ status: 'withdrawn', withdrawn: { by: 'Otto', reason: 'wrong image', at: NOW.toISOString() } })
    expect(snapshot.approval.schedule).toMatchObject({ status: 'cancelled', endedBecause: { key: 'approvals.because.withdrawn' } })
    expect((await refusal(startUpgrade(as(), { jobId: job.jobId, planHash: HASH }))).key).toBe('errors.planStartedOrChanged')
    expect((await refusal(withdrawPlan(as(), { jobId: job.jobId, reason: '' }))).key).toBe('approvals.not.notPlanned')
    expect((await temporary.store.jobSummary.findUniqueOrThrow({ where: { jobId: job.jobId } })).status).toBe('withdrawn')
  })
})

describe('archiving', () => {
  test('withdraws what waits, hides the installation from plans, and restoring brings it back', async () => {
    const { installationId } = job
    await archiveInstallation(as(), { installationId, reason: 'moved away' })
    expect(await statusOf(job.jobId)).toBe('withdrawn')
    expect((await readInstallation(temporary.store, installationId)).archived).toEqual({
      at: NOW.toISOString(),
      by: 'Otto',
      reason: 'moved away',
    })
    expect((await refusal(archiveInstallation(as(), { installationId, reason: 'again' }))).key).toBe('errors.installationArchived')
    expect((await refusal(editInstallation(as(), edit()))).key).toBe('errors.installationArchived')
    await restoreInstallation(as(), { installationId })
    expect((await readInstallation(temporary.store, installationId)).archived).toBeNull()
    expect(await trail()).toEqual([
      `upgrade.withdraw ${job.jobId}`,
      `installation.archive ${installationId}`,
      `installation.restore ${installationId}`,
    ])
  })

  // A run whose installation nobody sees in any list is a run that nobody watches.
  test.each(['running', 'needs-decision', 'rolling-back'])('is refused while a job is %s', async (status) => {
    await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { status } })
    expect((await refusal(archiveInstallation(as(), { installationId: job.installationId, reason: 'x' }))).key).toBe(
      'errors.installationBusy',
    )
    expect((await readInstallation(temporary.store, job.installationId)).archived).toBeNull()
  })
})

describe('one installation per MetaDB', () => {
  const adopt = { containerId: NEW, name: 'Second', version: '3.3.1', edition: 'enterprise' as const, backupFolder: '/backups' }
  const other = { host: 'db.example', port: 3307, user: 'oms', password: 'typed', tls: { mode: 'offered' as const } }
  const guided = { driver: 'guided' as const, url: 'http://127.0.0.1:8089', user: '', password: '', actions: null, calls: null }
  const proven = (identity: string | null) =>
    vi.mocked(runConnectionChecks).mockResolvedValue({ findings: [], seen: { server: { identity } as never } })

  // Two upgrades on one MetaDB drop each other's databases.
  test('the same server under another name is refused, until the other one is archived', async () => {
    running[NEW] = 'running'
    proven('server-1')
    expect((await refusal(adoptInstallation(as(), { ...adopt, metaDb: other, console: guided }))).key).toBe('findings.metadbShared.title')
    expect(await temporary.store.installation.count()).toBe(1)
    await archiveInstallation(as(), { installationId: job.installationId, reason: 'double' })
    const { id } = await adoptInstallation(as(), { ...adopt, metaDb: other, console: guided })
    expect((await refusal(restoreInstallation(as(), { installationId: job.installationId }))).key).toBe('findings.metadbShared.title')
    expect((await temporary.store.installation.findUniqueOrThrow({ where: { id } })).metaDbIdentity).toBe('server-1')
  })

  test('another server with databases of the same names is another MetaDB', async () => {
    running[NEW] = 'running'
    proven('server-2')
    await adoptInstallation(as(), { ...adopt, metaDb: other, console: guided })
    expect((await listInstallations(temporary.store)).flatMap(({ sharedWith }) => sharedWith)).toEqual([])
  })

  test('doubles of before stay readable and name each other', async () => {
    const second = await secondInstallation({ name: 'Double' })
    const list = await listInstallations(temporary.store)
    expect(list.map(({ name, sharedWith }) => [name, sharedWith.map((one) => one.name)])).toEqual([
      ['Double', ['OMS']],
      ['OMS', ['Double']],
    ])
    await archiveInstallation(as(), { installationId: second.id, reason: 'double' })
    expect((await readInstallation(temporary.store, job.installationId)).sharedWith).toEqual([])
  })
})

describe('editing', () => {
  const consoleUrl = (url: string) => ({ driver: 'guided' as const, url, user: '', password: '', actions: null, calls: null })

  test('saves what is proven, with before and after in the trail and no secret', async () => {
    await editInstallation(as(), edit({ backupFolder: '/data/b', console: consoleUrl('https://oms.example:8089') }))
    const row = await temporary.store.installation.findUniqueOrThrow({ where: { id: job.installationId } })
    expect(row).toMatchObject({ backupFolder: '/data/b', consoleDriver: 'guided', consoleUrl: 'https://oms.example:8089' })
    expect(cipher.open(row.metaPasswordEnc, 'metadb').reveal()).toBe('stored')
    const [event] = await temporary.store.auditEvent.findMany()
    expect(event).toMatchObject({ action: 'installation.edit' })
    expect(JSON.parse(event?.detailJson ?? '')).toMatchObject({ before: { backupFolder: '/backups' }, after: { backupFolder: '/data/b' } })
    expect(event?.detailJson).not.toContain('stored')
  })

  test('saves nothing that the proof refuses', async () => {
    const findings = [
      { id: 'metadb', level: 'blocking' as const, title: say('metadb.unreachable', { host: 'x', port: 1 }), field: 'metaDb.host' },
    ]
    vi.mocked(runConnectionChecks).mockResolvedValue({ findings, seen: {} })
    expect(await refusal(editInstallation(as(), edit({ backupFolder: '/other' })))).toEqual({
      key: 'metadb.unreachable',
      field: 'metaDb.host',
    })
    expect((await temporary.store.installation.findFirstOrThrow()).backupFolder).toBe('/backups')
    expect(await trail()).toEqual([])
  })

  // Whoever may edit could otherwise have the panel hand its hidden passwords to a host of theirs.
  test.each([
    ['another host', { host: '10.9.9.9', port: 3306, user: 'oms' }],
    ['another port', { host: '127.0.0.1', port: 3307, user: 'oms' }],
    ['another user', { host: '127.0.0.1', port: 3306, user: 'root' }],
  ])('a hidden MetaDB password does not go to %s', async (_, target) => {
    for (const passwordFrom of ['stored', 'config'] as const) {
      const wanted = edit({ metaDb: { ...target, password: '', passwordFrom, tls: { mode: 'offered' } } })
      expect(await refusal(editInstallation(as(), wanted))).toEqual({ key: 'errors.typePasswordForOther', field: 'metaDb.password' })
    }
    expect(runConnectionChecks).not.toHaveBeenCalled()
  })

  // Without its CA the same address may be anybody's who sits between.
  test('a hidden MetaDB password does not follow an edit that leaves the CA', async () => {
    await temporary.store.installation.updateMany({ data: { metaDbTls: 'verified', metaDbCa: SAMPLE_CA } })
    const own = { host: '127.0.0.1', port: 3306, user: 'oms', password: '' }
    for (const passwordFrom of ['stored', 'config'] as const)
      for (const mode of ['offered', 'off'] as const) {
        const wanted = edit({ metaDb: { ...own, passwordFrom, tls: { mode } } })
        expect(await refusal(editInstallation(as(), wanted))).toEqual({ key: 'errors.typePasswordForWeakerTls', field: 'metaDb.password' })
      }
    expect(runConnectionChecks).not.toHaveBeenCalled()
    const kept = edit({ metaDb: { ...own, passwordFrom: 'stored', tls: { mode: 'verified', ca: SAMPLE_CA } } })
    await editInstallation(as(), kept)
    const typed = { ...own, password: 'typed', passwordFrom: 'typed' as const, tls: { mode: 'offered' as const } }
    await editInstallation(as(), edit({ metaDb: typed }))
    const row = await temporary.store.installation.findFirstOrThrow()
    expect(row).toMatchObject({ metaDbTls: 'offered', metaDbCa: null })
    const events = await temporary.store.auditEvent.findMany({ orderBy: { id: 'asc' } })
    expect(JSON.parse(events.at(-1)?.detailJson ?? '')).toMatchObject({
      before: { metaDbTls: { mode: 'verified', ca: ['CN=Test CA'] } },
      after: { metaDbTls: { mode: 'offered', ca: [] } },
    })
  })

  test('the stored console password goes only to the stored address and account', async () => {
    await temporary.store.installation.updateMany({ data: { consoleDriver: 'console', consoleUser: 'admin' } })
    const console = { driver: 'console' as const, url: 'http://10.9.9.9:8089', user: 'admin', password: '', actions: null, calls: null }
    const wrong = await refusal(editInstallation(as(), edit({ console })))
    expect(wrong).toEqual({ key: 'errors.typeConsolePasswordForOther', field: 'console.password' })
    await editInstallation(as(), edit({ console: { ...console, url: 'http://127.0.0.1:8089' } }))
    const row = await temporary.store.installation.findFirstOrThrow()
    expect(cipher.open(row.consolePasswordEnc, 'console').reveal()).toBe('console')
  })

  test('is refused while a run goes on', async () => {
    await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'running' } })
    await temporary.store.run.create({
      data: { jobId: job.jobId, number: 1, kind: 'upgrade', status: 'running', startedBy: 'Otto', startedAt: NOW },
    })
    expect((await refusal(editInstallation(as(), edit()))).key).toBe('errors.editWhileRunning')
  })

  // "Choose another console driver" is advised to somebody whose run has stopped: then it has to work.
  test('while a job waits for a decision its connections can be corrected, and where it runs cannot', async () => {
    await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'needs-decision' } })
    running[NEW] = 'running'
    await editInstallation(as(), edit({ console: consoleUrl('http://127.0.0.1:8089') }))
    expect((await temporary.store.installation.findFirstOrThrow()).consoleDriver).toBe('guided')
    expect(runConnectionChecks).not.toHaveBeenCalled()
    expect((await refusal(editInstallation(as(), edit({ containerId: NEW })))).key).toBe('errors.editPlaceWhileOpen')
  })
})

describe('starting the next job', () => {
  async function earlierJob(number: number): Promise<string> {
    const { id } = await temporary.store.upgradeJob.create({
      data: {
        ...{ number, installationId: job.installationId, status: 'succeeded', fromVersion: '3.2.1', toVersion: '3.3.1' },
        ...{ planJson: '{"steps":[],"confirmed":[]}', planHash: HASH, createdBy: 'Otto', createdAt: new Date(0) },
      },
    })
    return id
  }

  // A job that a later upgrade took the place of could be rolled back: over the metadata of the newer OMS.
  test('closes the earlier ones after a confirmation that names them, in the same transaction', async () => {
    const [second, third] = [await earlierJob(2), await earlierJob(3)]
    const start = (closes?: number) => startUpgrade(as(), { jobId: job.jobId, planHash: HASH, closes })
    expect(await refusal(start())).toEqual({ key: 'approvals.confirm.closes', field: 'closes' })
    expect(await refusal(start(2))).toEqual({ key: 'approvals.confirm.closes', field: 'closes' })
    expect([await statusOf(second), await statusOf(third), await statusOf(job.jobId)]).toEqual(['succeeded', 'succeeded', 'planned'])
    await start(3)
    expect([await statusOf(second), await statusOf(third), await statusOf(job.jobId)]).toEqual(['finalized', 'finalized', 'running'])
    expect((await trail()).filter((row) => row.startsWith('upgrade.finalize'))).toEqual([
      `upgrade.finalize ${second}`,
      `upgrade.finalize ${third}`,
    ])
  })

  test('a plan that says so needs no second word, and one that does not is not scheduled', async () => {
    const second = await earlierJob(2)
    const schedule = () =>
      scheduleStart(as(), { jobId: job.jobId, planHash: HASH, startAt: '2026-11-30T05:00:00.000Z', fitConfirmed: false })
    expect((await refusal(schedule())).key).toBe('approvals.not.closesUnsaid')
    const { planJson } = await temporary.store.upgradeJob.findUniqueOrThrow({ where: { id: job.jobId } })
    const agreed = JSON.stringify({ ...JSON.parse(planJson), confirmed: ['closes-job-2'] })
    await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { planJson: agreed } })
    await schedule()
    await startUpgrade(as(), { jobId: job.jobId, planHash: HASH })
    expect(await statusOf(second)).toBe('finalized')
  })
})

describe('resolving outside the panel', () => {
  const resolve = (change = {}) =>
    resolveJob(as(), { jobId: job.jobId, reason: 'kit by hand', containerId: OLD, version: null, accepted: [], ...change })

  beforeEach(async () => {
    const { store } = temporary
    const planJson = JSON.stringify({
      node: { oldContainer: { id: OLD, name: 'oms_331', imageId: 'x' }, newContainerName: 'oms_340' },
      ...{ from: { version: '3.3.1' }, to: { version: '3.4.0' }, confirmed: [], steps: [] },
    })
    await store.upgradeJob.update({ where: { id: job.jobId }, data: { status: 'needs-decision', planJson } })
    const runs = {
      jobId: job.jobId,
      number: 1,
      kind: 'rollback',
      status: 'failed',
      startedBy: 'Otto',
      startedById: otto.userId,
      startedAt: NOW,
      endedAt: NOW,
    }
    const { id: runId } = await store.run.create({ data: runs })
    await store.stepAttempt.create({
      data: { runId, stepId: 'restore-databases', number: 1, sequence: 1, status: 'failed', startedAt: NOW, endedAt: NOW },
    })
    await store.installation.updateMany({ data: { version: '3.4.0' } })
    await store.node.updateMany({ data: { containerId: NEW, containerName: 'oms_340' } })
  })

  test('frees the installation, which points to the container that runs, and keeps what was seen', async () => {
    await resolve()
    expect(await statusOf(job.jobId)).toBe('resolved')
    const { version, nodes } = await readInstallation(temporary.store, job.installationId)
    expect([version, nodes[0]?.containerName]).toEqual(['3.3.1', 'oms_331'])
    const { resolution, choices } = await readJob(temporary.store, job.jobId, NOW)
    expect(resolution).toMatchObject({ by: 'Otto', reason: 'kit by hand', version: '3.3.1', container: { id: OLD } })
    expect(resolution?.items.every(({ proof }) => proof === 'proven')).toBe(true)
    expect(choices.filter(({ allowed }) => allowed).map(({ kind }) => kind)).not.toContain('roll-back')
    expect(await trail()).toEqual([`upgrade.resolve ${job.jobId}`])
    expect((await refusal(resolve())).key).toBe('choices.not.notOpen')
  })

  // Green means proven: whoever ends a job has seen each point that the panel could not prove.
  test('what is not proven has to be accepted point by point, as it is at that moment', async () => {
    running = { [OLD]: 'exited' }
    expect(await refusal(resolve())).toEqual({ key: 'errors.worldMoved', field: 'accepted' })
    expect(await refusal(resolve({ accepted: ['containers'] }))).toEqual({ key: 'errors.worldMoved', field: 'accepted' })
    await resolve({ accepted: ['containers', 'schema'] })
    expect(await statusOf(job.jobId)).toBe('resolved')
  })

  test('a container that the look did not find is refused', async () => {
    expect(await refusal(resolve({ containerId: 'f'.repeat(64) }))).toEqual({ key: 'errors.containerNotSeen', field: 'containerId' })
    expect(await statusOf(job.jobId)).toBe('needs-decision')
  })
})
