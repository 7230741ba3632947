// `npm run people -- list` and `npm run people -- reset-password <email>`: for an administrator who is locked out.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { authSecret } from '../auth/auth-secret.ts'
import { createAuth } from '../auth/create-auth.ts'
import { temporaryPassword } from '../auth/random-code.ts'
import { createSignInLimits } from '../auth/sign-in-limits.ts'
import { keepAuditKey } from '../db/audit-key.ts'
import { holdStore } from '../db/hold-store.ts'
import { openStore, type Store } from '../db/open-store.ts'
import { findKey } from '../db/read-key.ts'
import { recordAudit } from '../db/record-audit.ts'
import { StoreRefusal } from '../db/store-refusal.ts'
import { transact } from '../db/transact.ts'
import { readSettings } from '../env.ts'
import { removeTwoFactor } from '../services/remove-two-factor.ts'
import { setTemporaryPassword } from '../services/set-temporary-password.ts'
import { commandLine, EXIT } from './run-command.ts'

const HELP = `npm run people -- list
npm run people -- reset-password <email> [--two-factor]

list             everybody who may sign in, with role, two-factor and number of sessions
reset-password   makes a temporary password, prints it once, and ends all sessions of this person; they choose their own
                 at the next sign-in. With --two-factor the second factor is taken away too.

The panel may run meanwhile. PANEL_DATA (default .data) and PANEL_KEY are read from the environment, as the panel reads them.
Exit codes: 0 done; 1 it failed; 2 called wrongly; 3 the store is in use; 4 no such store, key or person.`

function given(): { verb: string; email: string; takesTwoFactor: boolean } | null {
  try {
    const options = { 'two-factor': { type: 'boolean' as const }, help: { type: 'boolean' as const } }
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [verb = '', email = '', ...more] = positionals
    const isWhole = (verb === 'list' && email === '' && !values['two-factor']) || (verb === 'reset-password' && email !== '')
    return !isWhole || more.length > 0 || values.help ? null : { verb, email, takesTwoFactor: values['two-factor'] === true }
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause))
    return null
  }
}

async function list(store: Store): Promise<void> {
  const sessions = { where: { expiresAt: { gt: new Date() } } }
  const users = await store.user.findMany({ orderBy: { email: 'asc' }, include: { _count: { select: { sessions } } } })
  for (const { name, email, role, twoFactorEnabled, mustChangePassword, _count } of users) {
    const notes = [role, twoFactorEnabled ? 'two-factor' : 'no two-factor', `${_count.sessions} sessions`]
    console.log(`${email}  ${name}  (${[...notes, ...(mustChangePassword ? ['temporary password'] : [])].join(', ')})`)
  }
  if (users.length === 0) console.log('Nobody yet: open the panel and make the first administrator.')
}

async function reset(store: Store, key: Buffer, email: string, takesTwoFactor: boolean): Promise<void> {
  const user = await store.user.findUnique({ where: { email: email.toLowerCase() } })
  if (user === null) throw new StoreRefusal('unfit', `Nobody has the address ${email}. See: npm run people -- list`)
  const password = temporaryPassword()
  const { password: hashing } = await createAuth(store, { secret: authSecret(key), baseUrl: null }).$context
  const hash = await hashing.hash(password)
  const sessionsEnded = await transact(store, async (tx) => {
    const ended = await setTemporaryPassword(tx, user.id, hash)
    const hadTwoFactor = user.twoFactorEnabled === true
    if (takesTwoFactor) await removeTwoFactor(tx, user.id)
    const { account, ...actor } = commandLine()
    const twoFactor = takesTwoFactor ? { before: { twoFactor: hadTwoFactor }, after: { twoFactor: false } } : {}
    const detail = { name: user.name, email: user.email, account, sessionsEnded: ended, ...twoFactor }
    await recordAudit(tx, { at: new Date(), actor, action: 'user.reset-password', subject: user.id, detail })
    return ended
  })
  await createSignInLimits(store).forgive(user.email)
  console.log(`Temporary password of ${user.name} (${user.email}), shown this once:\n\n  ${password}\n`)
  console.log(`${sessionsEnded} sessions were ended. It has to be changed at the next sign-in.`)
  if (user.twoFactorEnabled && !takesTwoFactor) console.log('The code of the app is still asked for; --two-factor takes that away too.')
  console.log(
    'If the panel had locked the account after too many tries, it may stay locked for up to 15 minutes, or until the panel restarts.',
  )
}

async function main(): Promise<number> {
  const asked = given()
  if (asked === null) {
    console.error(HELP)
    return EXIT.calledWrongly
  }
  const settings = readSettings(process.env)
  if (!existsSync(settings.databaseFile)) throw new StoreRefusal('unfit', `There is no store: ${settings.databaseFile}`)
  // A key made now would fit nothing that is in the store.
  const key = findKey(settings)
  if (key === null) throw new StoreRefusal('unfit', `The panel's key is missing: ${settings.keyFile}`)
  const hold = await holdStore(settings.databaseFile, 'shared', { patienceSeconds: 20 })
  if (hold === null) throw new StoreRefusal('in-use', 'The store is being restored, or its key is being rotated. Nothing was changed.')
  keepAuditKey(key)
  const store = openStore(settings.databaseFile)
  try {
    if (asked.verb === 'list') await list(store)
    else await reset(store, key, asked.email, asked.takesTwoFactor)
    return EXIT.done
  } finally {
    await store.$disconnect()
    await hold.release()
  }
}

process.exitCode = await main().catch((cause: unknown) => {
  const refused = cause instanceof StoreRefusal
  console.error(refused ? cause.message : `It failed: ${cause instanceof Error ? cause.message : String(cause)}`)
  return refused ? (cause.reason === 'in-use' ? EXIT.inUse : EXIT.unfit) : EXIT.failed
})
