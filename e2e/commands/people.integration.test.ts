import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { authSecret } from '../../server/auth/auth-secret.ts'
import { createAuth } from '../../server/auth/create-auth.ts'
import { temporaryStore } from '../../server/db/testing/temporary-store.ts'
import { createUser } from '../../server/services/create-user.ts'

const key = randomBytes(32)
const PASSWORD = 'keeps the night watch'
let temporary: Awaited<ReturnType<typeof temporaryStore>>
let auth: ReturnType<typeof createAuth>

beforeEach(async () => {
  temporary = await temporaryStore()
  writeFileSync(path.join(path.dirname(temporary.databaseFile), 'panel.key'), `${key.toString('hex')}\n`, { mode: 0o600 })
  auth = createAuth(temporary.store, { secret: authSecret(key), baseUrl: null })
  const hash = await (await auth.$context).password.hash(PASSWORD)
  const ada = { name: 'Ada', email: 'ada@example.org', role: 'administrator' as const, hash, mustChangePassword: false, now: new Date() }
  await createUser(temporary.store, ada)
})

afterEach(() => temporary.close())

function people(...args: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, PANEL_DATA: path.dirname(temporary.databaseFile), PANEL_KEY: '', BASE_URL: '' }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'server/commands/people.ts', ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: out + err })
    })
  })
}

const signIn = (password: string) => auth.api.signInEmail({ body: { email: 'ada@example.org', password }, headers: new Headers() })

// The only administrator who forgot the password would lose the panel, and with it the way back of a running upgrade.
test('a locked-out administrator gets a temporary password, once, and the trail says that it came from the command line', async () => {
  const { store } = temporary
  await signIn(PASSWORD)
  const { code, output } = await people('reset-password', 'Ada@example.org')
  expect(code).toBe(0)
  const [, password = ''] = /^ {2}([0-9A-Z-]{23})$/m.exec(output) ?? []
  await expect(signIn(PASSWORD)).rejects.toThrow()
  expect(await store.session.count()).toBe(0)
  expect((await signIn(password)).user).toMatchObject({ email: 'ada@example.org', mustChangePassword: true })
  const row = await store.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect(row).toMatchObject({ actor: 'command line', actorId: null, action: 'user.reset-password', outcome: 'done' })
  expect(JSON.parse(row.detailJson)).toMatchObject({ email: 'ada@example.org', sessionsEnded: 1 })
  expect(row.detailJson).not.toContain(password)
})

// Whoever can only run the command for a forgotten password must not weaken the sign-in on the way.
test('the second factor stays unless it is named', async () => {
  const { store } = temporary
  const { user } = await signIn(PASSWORD)
  await store.user.update({ where: { id: user.id }, data: { twoFactorEnabled: true } })
  await store.twoFactor.create({ data: { id: 'factor', secret: 'x', backupCodes: 'x', userId: user.id } })
  expect((await people('reset-password', 'ada@example.org')).output).toContain('still asked for')
  expect(await store.twoFactor.count()).toBe(1)
  expect((await people('reset-password', 'ada@example.org', '--two-factor')).code).toBe(0)
  expect(await store.twoFactor.count()).toBe(0)
  expect((await store.user.findUniqueOrThrow({ where: { id: user.id } })).twoFactorEnabled).toBe(false)
})

test('people are listed, and what is mistyped changes nothing', async () => {
  const { store } = temporary
  const listed = await people('list')
  expect(listed).toEqual({ code: 0, output: 'ada@example.org  Ada  (administrator, no two-factor, 0 sessions)\n' })
  const before = await store.account.findMany()
  expect(await people('reset-password', 'eve@example.org')).toMatchObject({ code: 4, output: expect.stringContaining('Nobody has') })
  expect((await people('reset-password')).code).toBe(2)
  expect((await people('reset-password', 'ada@example.org', '--force')).code).toBe(2)
  expect(await store.account.findMany()).toEqual(before)
  expect(await store.auditEvent.count()).toBe(0)
})
