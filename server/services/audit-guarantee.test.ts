import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAuth } from '../auth/create-auth.ts'
import { createSetUpCode } from '../auth/set-up-code.ts'
import { createSignInLimits } from '../auth/sign-in-limits.ts'
import { createCipher } from '../db/cipher.ts'
import { somebody } from '../db/testing/somebody.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import type { World } from '../procedure/context.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { createUser } from './create-user.ts'
import { decide } from './decide.ts'
import { exportAudit } from './export-audit.ts'
import type { RequestContext } from './service-context.ts'
import { setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { startUpgrade } from './start-upgrade.ts'

// Password hashes are meant to be slow, and a loaded machine makes them slower.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const PERSON = { name: 'Ada', email: 'ada@example.org', password: 'Ada keeps the night watch' }
/** Counters of attempts are no change that anybody is accountable for. */
const NOT_AUDITED = ['RateLimiterFlexible']

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let context: RequestContext
let job: Awaited<ReturnType<typeof startedJob>>

beforeEach(async () => {
  temporary = await temporaryStore()
  const { store } = temporary
  const settings = { secret: randomBytes(32).toString('hex'), baseUrl: null }
  // The services below touch nothing of the world but its clock.
  const world = { clock: { now: () => new Date('2026-10-03T02:00:00Z') } } as World
  context = {
    store,
    cipher: createCipher(randomBytes(32)),
    world,
    backupFolder: '/backups',
    actor: somebody('Ada'),
    wake() {},
    sessionId: null,
    headers: new Headers(),
    signIn: { auth: createAuth(store, settings), settings, limits: createSignInLimits(store), setUpCode: createSetUpCode() },
  }
  job = await startedJob(store)
})

afterEach(() => temporary.close())

/** Every row of every table, but for what is not audited. */
async function wholeStore(): Promise<string> {
  const tables = await temporary.store.$queryRawUnsafe<{ name: string }[]>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
  )
  const content: Record<string, unknown> = {}
  for (const { name } of tables.filter((table) => !NOT_AUDITED.includes(table.name)))
    content[name] = await temporary.store.$queryRawUnsafe(`SELECT * FROM "${name}"`)
  return JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

async function addAda(): Promise<void> {
  const hash = await (await context.signIn.auth.$context).password.hash(PERSON.password)
  await createUser(temporary.store, { ...PERSON, role: 'administrator', hash, mustChangePassword: false, now: new Date() })
}

/** Each service that works on the store alone: what has to be there first, and a call that would change something. */
const SERVICES: Record<string, { arrange?: () => Promise<unknown>; change: () => Promise<unknown> }> = {
  startUpgrade: {
    arrange: () => temporary.store.upgradeJob.updateMany({ data: { status: 'planned' } }),
    change: () => startUpgrade(context, { jobId: job.jobId, planHash: '0'.repeat(64) }),
  },
  decide: {
    arrange: () => temporary.store.upgradeJob.updateMany({ data: { status: 'succeeded' } }),
    async change() {
      const stepId = (await readGateFacts(temporary.store, job.jobId))?.step?.id ?? null
      await decide(context, { jobId: job.jobId, kind: 'finalize', stepId, reason: '', confirmed: true, inputs: {} })
    },
  },
  setUp: {
    change: () => setUp(context, { ...PERSON, code: context.signIn.setUpCode.text }),
  },
  signIn: { arrange: addAda, change: () => signIn(context, PERSON) },
  signOut: {
    async arrange() {
      await addAda()
      const { headers } = await context.signIn.auth.api.signInEmail({ body: PERSON, headers: new Headers(), returnHeaders: true })
      const cookie = headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
      context = { ...context, headers: new Headers({ cookie }) }
    },
    change: () => signOut(context),
  },
  exportAudit: {
    async change() {
      // Read to its end, as a browser does: what nobody reads goes on asking the store.
      await (await exportAudit(context, { format: 'csv', filter: {} })).toArray()
    },
  },
}

// A change without its row is a change that nobody did.
test.each(Object.keys(SERVICES))('%s changes nothing when its row of the trail cannot be written, and works when it can', async (name) => {
  const { arrange, change } = SERVICES[name] ?? {}
  await arrange?.()
  await temporary.store.$executeRawUnsafe(
    "CREATE TRIGGER no_audit BEFORE INSERT ON AuditEvent BEGIN SELECT RAISE(ABORT, 'the disk of the trail is gone'); END",
  )
  const before = await wholeStore()
  await expect(change?.()).rejects.toThrow(/auditEvent\.create/)
  expect(await wholeStore()).toBe(before)
  await temporary.store.$executeRawUnsafe('DROP TRIGGER no_audit')
  await change?.()
  expect(await wholeStore()).not.toBe(before)
  expect(await temporary.store.auditEvent.count()).toBeGreaterThan(0)
})

/** Files of services that write without a row of their own, and why. */
const WITHOUT_ROW: Record<string, string> = {
  'create-user.ts': 'called in the transaction of those who record it',
  'end-sessions-of.ts': 'called in the transaction of those who record it',
  'judge-start.ts': 'called in the transaction of those who record it',
  'keep-corrections.ts': 'called in the transaction of those who record it',
  'keep-passwords.ts': 'called in the transaction of those who record it',
  'person-subject.ts': 'called in the transaction of those who record it',
  'remove-two-factor.ts': 'called in the transaction of those who record it',
  'set-temporary-password.ts': 'called in the transaction of those who record it',
  'remove-window.ts': 'changeInstallationTimes records it in its transaction',
  'save-window.ts': 'changeInstallationTimes records it in its transaction',
  'set-approval-policy.ts': 'changeInstallationTimes records it in its transaction',
  'set-time-zone.ts': 'changeInstallationTimes records it in its transaction',
  'sign-in-code.ts': 'recordSession records it in its transaction',
  'collect-notices.ts': 'reads the trail itself and changes nothing that people own',
  'deliver-notices.ts': 'claims what is to be sent; the delivery log tells of it',
  'try-delivery.ts': 'writes the delivery log',
  'look-at-servers.ts': 'keeps what was seen; nobody asked for it and nothing changes by it',
  'sharing-installations.ts': 'keeps who a server says it is; nobody asked for it and nothing changes by it',
  'set-locale.ts': 'a language is a taste and changes nothing for others',
  'change-setting.ts': 'how pages look for one person changes nothing for others',
}

// A new service that forgets its row is found here and not by the team lead who looks for it.
test('every service that writes to the store records it in a transaction', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  const writing = files.filter((file) => /\b(?:tx|store)\.\w+\.(?:create|update|upsert|delete)/.test(readFileSync(folder + file, 'utf8')))
  expect(writing).toContain('start-upgrade.ts')
  const silent = writing.filter((file) => {
    const source = readFileSync(folder + file, 'utf8')
    return !(file in WITHOUT_ROW) && !/recordAudit\(/.test(source)
  })
  expect(silent).toEqual([])
})
