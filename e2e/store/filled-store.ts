import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '../../prisma/migrate.ts'
import { authSecret } from '../../server/auth/auth-secret.ts'
import { createAuth } from '../../server/auth/create-auth.ts'
import { createCipher } from '../../server/db/cipher.ts'
import { claimStore } from '../../server/db/claim-store.ts'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { readKey } from '../../server/db/read-key.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import { startedJob } from '../../server/db/testing/started-job.ts'
import type { World } from '../../server/procedure/context.ts'
import { createUser } from '../../server/services/create-user.ts'
import { decide } from '../../server/services/decide.ts'

/** Secrets that are easily mangled on their way: quotes, escapes, percent signs, other scripts. */
export const PLANTED = {
  metaDb: `m3ta"db'\\ %41;$(id) 密码-Tiefsee`,
  console: 'console&pass=<b>\t{"k":1}+/ Nachtwache',
  person: 'Ada keeps the night watch % 守夜',
}

/** A panel's data folder in which every place for a secret is filled by the panel's own services. */
export async function filledStore(settings: { key?: string } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-keep-'))
  const dataFolder = path.join(folder, 'data')
  const databaseFile = path.join(dataFolder, 'panel.db')
  const keys = { key: settings.key, keyFile: path.join(dataFolder, 'panel.key'), databaseFile }
  await migrate(databaseFile)
  await (await claimStore(keys)).release()
  const store = openStore(databaseFile)
  const key = readKey(keys)
  const installationId = await enterPasswords(store, key)
  const person = await enterPerson(store, key)
  return {
    folder,
    dataFolder,
    databaseFile,
    keys,
    store,
    installationId,
    ...person,
    async close() {
      await store.$disconnect()
      rmSync(folder, { recursive: true })
    },
  }
}

/** As a person corrects them after a step that failed. */
async function enterPasswords(store: Store, key: Buffer): Promise<string> {
  const { jobId, runId, installationId } = await startedJob(store)
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'needs-decision' } })
  await store.run.update({ where: { id: runId }, data: { status: 'failed' } })
  await store.stepAttempt.create({ data: { runId, stepId: 'preflight', number: 1, sequence: 1, status: 'failed', startedAt: new Date() } })
  const world = { clock: { now: () => new Date() } } as unknown as World
  const context = { store, cipher: createCipher(key), world, backupFolder: '/backups', actor: somebody('Otto'), wake: () => {} }
  const inputs = { consoleUser: 'root', consolePassword: PLANTED.console, metaDbPassword: PLANTED.metaDb }
  await decide(context, { jobId, kind: 'retry', stepId: 'preflight', reason: '', confirmed: true, inputs })
  return installationId
}

/** A person with a second factor and an open session; the secrets are those that better-auth made. */
async function enterPerson(store: Store, key: Buffer) {
  const auth = createAuth(store, { secret: authSecret(key), baseUrl: null })
  const hash = await (await auth.$context).password.hash(PLANTED.person)
  const name = { name: 'Ada Admin', email: 'ada@example.org', role: 'administrator' as const }
  const user = await createUser(store, { ...name, hash, mustChangePassword: false, now: new Date() })
  const { headers } = await auth.api.signInEmail({
    body: { email: user.email, password: PLANTED.person },
    headers: new Headers(),
    returnHeaders: true,
  })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const factor = await auth.api.enableTwoFactor({ body: { password: PLANTED.person }, headers: new Headers({ cookie }) })
  if (factor.method !== 'totp') throw new Error('the second factor is not a code of an app')
  const { totpURI, backupCodes } = factor
  await store.user.update({ where: { id: user.id }, data: { twoFactorEnabled: true } })
  return { userId: user.id, cookie, totpSecret: new URL(totpURI).searchParams.get('secret') ?? '', backupCodes }
}
