import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PANEL } from '../contract/access.ts'
import { NoticeEvent, type SaveChannelInput } from '../contract/notification.ts'
import { say } from '../contract/said.ts'
import { createCipher } from '../db/cipher.ts'
import { openStore, type Store } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { heldStore } from '../db/testing/held-store.ts'
import { somebody } from '../db/testing/somebody.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { OperatorError } from '../errors.ts'
import type { World } from '../procedure/context.ts'
import type { NoticeMessage, NoticeSender, NoticeTarget } from '../procedure/ports/notices.ts'
import { listChannels } from '../queries/list-channels.ts'
import { listDeliveries } from '../queries/list-deliveries.ts'
import { collectNotices, placeCursor } from './collect-notices.ts'
import { deliverNotices, tryDue } from './deliver-notices.ts'
import { enableChannel } from './enable-channel.ts'
import { removeChannel } from './remove-channel.ts'
import { saveChannel } from './save-channel.ts'
import { sendNoticeAgain } from './send-notice-again.ts'
import { testChannel } from './test-channel.ts'

// The suite shares its machine with others.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const TOKEN = 'hook-token-4711'
const SIGNING = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const SECOND_MS = 1000

const webhook: SaveChannelInput = {
  id: null,
  name: 'Night watch',
  kind: 'webhook',
  locale: 'en',
  url: `https://hooks.example.org/${TOKEN}`,
  secret: SIGNING,
  dropSecret: false,
  mail: null,
  events: [...NoticeEvent.options],
  installationIds: null,
}
const mailbox: SaveChannelInput = {
  ...webhook,
  name: 'Mailbox',
  kind: 'email',
  url: '',
  secret: 'mail-password-0815',
  mail: { host: 'mail.example.org', port: 587, tls: 'starttls', user: 'panel', from: 'panel@example.org', to: ['night@example.org'] },
}

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let store: Store
let job: Awaited<ReturnType<typeof startedJob>>
let now: Date
let sent: { target: NoticeTarget; message: NoticeMessage }[]
let send: NoticeSender['send']

beforeEach(async () => {
  temporary = await temporaryStore()
  store = temporary.store
  job = await startedJob(store)
  now = new Date('2026-11-01T02:00:00Z')
  sent = []
  send = async () => ({ answer: '200 ok' })
})

afterEach(() => temporary.close())

const cipher = createCipher(randomBytes(32))
const notices: NoticeSender = {
  check: async () => undefined,
  async send(target, message) {
    sent.push({ target, message })
    return await send(target, message)
  },
}
const world = { clock: { now: () => now }, notices } as unknown as World
const context = () => ({ store, cipher, world, backupFolder: '/backups', actor: somebody('Ada'), wake: () => {} })
const testContext = () => ({
  ...context(),
  sessionId: null,
  headers: new Headers(),
  signIn: { settings: { baseUrl: 'https://panel.example' } },
})

async function happens(action: string, detail: Record<string, unknown> = {}, subject = job.jobId): Promise<void> {
  await store.$transaction((tx) =>
    recordAudit(tx, { at: now, actor: PANEL, action, subject, installationId: job.installationId, detail: { run: job.runId, ...detail } }),
  )
}

/** Reads the trail and sends what is due, as one process does at one look. */
async function look(through: Store = store): Promise<void> {
  const active = new Map<string, Promise<void>>()
  const incidents: unknown[] = []
  await collectNotices(through, now)
  await tryDue({ store: through, cipher, world, baseUrl: 'https://panel.example' }, active, (cause) => incidents.push(cause))
  await Promise.all(active.values())
  expect(incidents).toEqual([])
}

async function problemOf(work: Promise<unknown>) {
  const cause: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(cause instanceof OperatorError)) throw new Error(`expected an OperatorError, got ${inspect(cause)}`)
  return cause.problem
}

// A flood of old news on the first day teaches people to switch the channel off.
test('a panel that begins to send tells nothing of what was before', async () => {
  await happens('upgrade.start')
  await saveChannel(context(), webhook)
  await placeCursor(store)
  await look()
  expect(sent).toEqual([])
  await happens('run.succeeded', { kind: 'upgrade' })
  await look()
  expect(sent).toHaveLength(1)
})

test('each event of a job becomes the notice that people know it by, and nothing else becomes one', async () => {
  await placeCursor(store)
  await saveChannel(context(), webhook)
  await happens('approval.requested')
  await happens('upgrade.start')
  await happens('run.failed', { kind: 'upgrade', stepId: 'servers-online', outcome: say('outcomes.skipped', { reason: 'no answer' }) })
  await happens('run.interrupted', { kind: 'upgrade' })
  await happens('run.held', { kind: 'rollback' })
  await happens('run.succeeded', { kind: 'upgrade' })
  await happens('run.succeeded', { kind: 'rollback' })
  await happens('schedule.missed')
  await happens('upgrade.plan')
  await store.$transaction((tx) =>
    recordAudit(tx, { at: now, actor: PANEL, action: 'upgrade.start', subject: '', outcome: 'refused', detail: {} }),
  )
  for (let looks = 0; looks < 10; looks += 1) await look()
  const types = sent.map(({ message }) => (message.payload as { type: string }).type)
  expect(types).toEqual([
    'upgrade.needs-approval',
    'upgrade.started',
    'upgrade.needs-decision',
    'upgrade.needs-decision',
    'upgrade.needs-decision',
    'upgrade.succeeded',
    'upgrade.rolled-back',
    'upgrade.window-missed',
  ])
  const failed = sent[2]?.message
  expect(failed?.title).toBe('OMS: a run has stopped and needs a decision')
  expect(Object.fromEntries((failed?.facts ?? []).map(({ label, value }) => [label, value]))).toMatchObject({
    Product: 'OMS Upgrade Panel',
    Installation: 'OMS',
    Versions: '3.3.1 → 3.4.0',
    'Job number': '1',
    By: 'test',
    Step: 'Check that all servers are Online',
  })
  expect(failed?.facts.find(({ label }) => label === 'Reason')?.value).toContain('no answer')
  expect(failed?.link?.url).toBe(`https://panel.example/upgrades/${job.jobId}`)
})

test('a channel hears only of its events and its installations, in its language', async () => {
  await placeCursor(store)
  await saveChannel(context(), { ...webhook, name: 'Other', installationIds: ['another'] })
  await saveChannel(context(), { ...webhook, name: 'Ends', events: ['succeeded'], installationIds: [job.installationId], locale: 'zh' })
  await happens('upgrade.start')
  await happens('run.succeeded', { kind: 'upgrade' })
  for (let looks = 0; looks < 3; looks += 1) await look()
  expect(sent.map(({ message }) => message.title)).toEqual(['OMS：升级成功'])
})

// Five minutes of a broken receiver must not lose the news, and a dead one must not be called for ever.
test('a try that fails is repeated after 10 s, 1 min, 5 min, 30 min and 2 h under the same id, then given up', async () => {
  await placeCursor(store)
  await saveChannel(context(), webhook)
  await happens('upgrade.start')
  send = async () => {
    throw new OperatorError('unavailable', say('notices.unreachable', { where: 'https://hooks.example.org' }), { raw: 'ECONNREFUSED' })
  }
  const waits: number[] = []
  for (let tries = 1; tries <= 6; tries += 1) {
    await look()
    expect(sent).toHaveLength(tries)
    const { nextTryAt, status } = await store.notificationDelivery.findFirstOrThrow()
    if (nextTryAt === null) {
      expect(status).toBe('given-up')
      break
    }
    waits.push((nextTryAt.getTime() - now.getTime()) / SECOND_MS)
    now = new Date(nextTryAt.getTime() - 1)
    await look()
    expect(sent).toHaveLength(tries)
    now = nextTryAt
  }
  expect(waits).toEqual([10, 60, 300, 1800, 7200])
  now = new Date(now.getTime() + 86_400 * SECOND_MS)
  await look()
  expect(new Set(sent.map(({ message }) => message.id)).size).toBe(1)
  expect(sent).toHaveLength(6)
  const { deliveries } = await listDeliveries(store, now, {})
  expect(deliveries[0]).toMatchObject({
    status: 'given-up',
    attempts: 6,
    nextTryAt: null,
    problem: { said: { key: 'notices.unreachable' } },
  })
})

test('a notice that was given up is sent again on demand, under its old id, and the trail says who asked', async () => {
  await placeCursor(store)
  await saveChannel(context(), webhook)
  await happens('upgrade.start')
  await look()
  const [first] = sent
  await sendNoticeAgain(context(), { id: first?.message.id ?? '' })
  expect(await problemOf(sendNoticeAgain(context(), { id: first?.message.id ?? '' }))).toMatchObject({ code: 'conflict' })
  await look()
  expect(sent.map(({ message }) => message.id)).toEqual([first?.message.id, first?.message.id])
  expect(await store.auditEvent.count({ where: { action: 'channel.send-again' } })).toBe(1)
})

// Two messages for one event make people wonder which of two upgrades is meant.
test('of several processes that look at the same moment one sends', async () => {
  await placeCursor(store)
  await saveChannel(context(), webhook)
  const processes = Array.from({ length: 4 }, () => openStore(temporary.databaseFile))
  await Promise.all(processes.map((each) => each.run.count()))
  for (let event = 0; event < 5; event += 1) {
    await happens('upgrade.start')
    await Promise.all(processes.map((each) => look(each)))
  }
  await look()
  const ids = sent.map(({ message }) => message.id)
  expect(new Set(ids).size).toBe(5)
  expect(ids).toHaveLength(5)
  await Promise.all(processes.map((each) => each.$disconnect()))
})

test('a try whose process died is done again when its claim has run out, and not before', async () => {
  await placeCursor(store)
  await saveChannel(context(), webhook)
  await happens('upgrade.start')
  await collectNotices(store, now)
  const claimedUntil = new Date(now.getTime() + 60 * SECOND_MS)
  await store.notificationDelivery.updateMany({ data: { claimedBy: 'a dead process', claimedUntil, attempts: 1 } })
  await look()
  expect(sent).toEqual([])
  now = new Date(claimedUntil.getTime() + 1)
  await look()
  expect(sent).toHaveLength(1)
  expect(await store.notificationDelivery.findFirst()).toMatchObject({ status: 'sent', attempts: 2, claimedBy: null })
})

// A mail server that hangs must neither hold up the other channels nor the shutdown.
test('a channel that hangs does not keep another one waiting, and stopping ends it', async () => {
  await placeCursor(store)
  await saveChannel(context(), { ...webhook, name: 'A hangs' })
  await saveChannel(context(), { ...mailbox, name: 'B works' })
  await happens('upgrade.start')
  const hanging: NoticeSender = {
    ...notices,
    async send(target, message, signal) {
      sent.push({ target, message })
      if (target.kind === 'email') return { answer: '250' }
      return await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    },
  }
  const incidents: unknown[] = []
  const courier = { store, cipher, world: { ...world, notices: hanging }, baseUrl: null }
  const worker = deliverNotices(courier, (cause) => incidents.push(cause))
  await vi.waitFor(async () => expect(await store.notificationDelivery.count({ where: { status: 'sent' } })).toBe(1), 5_000)
  expect(sent).toHaveLength(2)
  await worker.stop()
  expect(incidents).toEqual([])
})

test('an error inside the panel is written down as such, reported, and tried again later', async () => {
  await placeCursor(store)
  await saveChannel(context(), webhook)
  await happens('upgrade.start')
  send = async () => {
    throw new TypeError('a mistake')
  }
  const active = new Map<string, Promise<void>>()
  const incidents: unknown[] = []
  await collectNotices(store, now)
  await tryDue({ store, cipher, world, baseUrl: null }, active, (cause) => incidents.push(cause))
  await Promise.all(active.values())
  expect(incidents).toHaveLength(1)
  expect((await listDeliveries(store, now, {})).deliveries[0]).toMatchObject({
    status: 'failed',
    problem: { said: { key: 'notices.incident' } },
  })
})

// The store lies on a disk and in backups; answers lie in browsers.
test('no secret of a channel is in the store, in what pages get, or in the trail', async () => {
  await saveChannel(context(), webhook)
  const { id } = await saveChannel(context(), mailbox)
  send = async () => {
    throw new OperatorError('refused', say('notices.notTaken', { where: 'https://hooks.example.org' }))
  }
  await testChannel(testContext(), { id })
  await saveChannel(context(), { ...mailbox, id, secret: 'mail-password-4242' })
  await store.$executeRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined)
  const raw = [temporary.databaseFile, `${temporary.databaseFile}-wal`].map((file) => {
    try {
      return readFileSync(file, 'latin1')
    } catch {
      return ''
    }
  })
  const pages = JSON.stringify([await listChannels(store), await listDeliveries(store, now, {})])
  const trail = JSON.stringify(await store.auditEvent.findMany())
  expect(raw.join('')).toContain('Night watch')
  for (const secret of [TOKEN, SIGNING, SIGNING.slice(6), 'mail-password-0815', 'mail-password-4242'])
    for (const text of [...raw, pages, trail]) expect(text.includes(secret)).toBe(false)
  expect(trail).toContain('"secretReplaced\\":true')
})

test('secrets that are left empty stay, and a password is not sent to another server than the one it was entered for', async () => {
  const { id } = await saveChannel(context(), webhook)
  await saveChannel(context(), { ...webhook, id, name: 'Renamed', url: '', secret: '' })
  await testChannel(testContext(), { id })
  const target = sent[0]?.target
  if (target?.kind !== 'webhook') throw new Error('no webhook was sent')
  expect([target.url.reveal(), target.secret.reveal()]).toEqual([webhook.url, SIGNING])

  const mail = await saveChannel(context(), mailbox)
  const moved = { ...mailbox, id: mail.id, secret: '', mail: mailbox.mail && { ...mailbox.mail, host: 'thief.example.org' } }
  expect(await problemOf(saveChannel(context(), moved))).toMatchObject({ field: 'secret', said: { key: 'notices.passwordNeeded' } })
  await saveChannel(context(), { ...moved, mail: mailbox.mail && { ...mailbox.mail, to: ['other@example.org'] } })
})

test('what cannot be stored is refused at its field, and nothing is changed', async () => {
  const { id } = await saveChannel(context(), webhook)
  expect(await problemOf(saveChannel(context(), webhook))).toMatchObject({ code: 'conflict', field: 'name' })
  expect(await problemOf(saveChannel(context(), { ...webhook, name: 'X', url: '' }))).toMatchObject({ field: 'url' })
  expect(await problemOf(saveChannel(context(), { ...webhook, name: 'X', secret: 'whsec_short' }))).toMatchObject({ field: 'secret' })
  expect(await problemOf(saveChannel(context(), { ...mailbox, secret: '' }))).toMatchObject({ field: 'secret' })
  expect(await problemOf(saveChannel(context(), { ...mailbox, id }))).toMatchObject({ field: 'kind' })
  expect(await problemOf(saveChannel(context(), { ...webhook, id: 'gone' }))).toMatchObject({ code: 'not-found' })
  expect(await store.notificationChannel.count()).toBe(1)
  expect(await store.auditEvent.count()).toBe(1)
})

test('a channel that is switched off gets nothing, also not later, and a removed one leaves only its trail', async () => {
  await placeCursor(store)
  const { id } = await saveChannel(context(), webhook)
  await happens('upgrade.start')
  await collectNotices(store, now)
  await enableChannel(context(), { id, isEnabled: false })
  await happens('run.succeeded', { kind: 'upgrade' })
  await look()
  await enableChannel(context(), { id, isEnabled: true })
  await look()
  expect(sent).toEqual([])
  expect(await store.notificationDelivery.findMany()).toMatchObject([{ status: 'given-up', event: 'started' }])
  await removeChannel(context(), { id })
  expect(await store.notificationDelivery.count()).toBe(0)
  const actions = (await store.auditEvent.findMany({ where: { subject: id }, orderBy: { id: 'asc' } })).map(({ action }) => action)
  expect(actions).toEqual(['channel.add', 'channel.change', 'channel.change', 'channel.remove'])
})

test('a test tells what the service said, is in the log, and is never repeated by itself', async () => {
  const { id } = await saveChannel(context(), webhook)
  expect(await testChannel(testContext(), { id })).toEqual({ isSent: true, problem: null, answer: '200 ok' })
  send = async () => {
    throw new OperatorError('refused', say('notices.badStatus', { where: 'https://hooks.example.org', status: 500 }), { raw: 'broken' })
  }
  expect(await testChannel(testContext(), { id })).toMatchObject({ isSent: false, problem: { raw: 'broken' }, answer: 'broken' })
  now = new Date(now.getTime() + 86_400 * SECOND_MS)
  await placeCursor(store)
  await look()
  expect(sent).toHaveLength(2)
  expect((await listDeliveries(store, now, {})).deliveries.map(({ status, event }) => [event, status]).sort()).toEqual([
    ['test', 'given-up'],
    ['test', 'sent'],
  ])
  expect(await store.auditEvent.count({ where: { action: 'channel.test' } })).toBe(2)
})

// An `upsert` is a transaction that nobody sees: unwaited for, what happens until the next look would never be told of.
test('where the notices of a first start begin is kept although another process is writing', async () => {
  const other = openStore(temporary.databaseFile)
  const held = await heldStore(other)
  const placing = placeCursor(store)
  setTimeout(() => void held.end(), 250)
  await placing
  expect(await store.notificationCursor.count()).toBe(1)
  await other.$disconnect()
})
