import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPerson } from './add-person.ts'
import { beginTwoFactor } from './begin-two-factor.ts'
import { changePassword } from './change-password.ts'
import { changeRole } from './change-role.ts'
import { confirmTwoFactor } from './confirm-two-factor.ts'
import { endMySessions } from './end-my-sessions.ts'
import { endSessions } from './end-sessions.ts'
import { endTwoFactor } from './end-two-factor.ts'
import { readAccount } from './read-account.ts'
import { removePerson } from './remove-person.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'
import { resetPassword } from './reset-password.ts'
import { resetTwoFactor } from './reset-two-factor.ts'
import { signIn } from './sign-in.ts'
import { signInCode } from './sign-in-code.ts'
import { signOut } from './sign-out.ts'
import { PASSWORD, panelPeople } from './testing/panel-people.ts'
import { totpCode } from './testing/totp-code.ts'

const DAY_MS = 24 * 3600 * 1000

let panel: Awaited<ReturnType<typeof panelPeople>>

beforeEach(async () => {
  panel = await panelPeople()
})

afterEach(() => panel.close())

/** Turns the second factor on, and gives what the person keeps of it. */
async function enrol(email: string) {
  const context = await panel.request(await panel.cookiesOf(email))
  const { secret } = await beginTwoFactor(context, { password: PASSWORD })
  const { recoveryCodes } = await confirmTwoFactor(context, { code: totpCode(secret) })
  return { secret, recoveryCodes }
}

const refusal = (key: string) => ({ problem: { said: { key } } })

// Somebody who left the company an hour ago must not start an upgrade from a tab that is still open.
test('the session of a removed person is dead at once, and the trail keeps their name', async () => {
  const ada = await panel.enter('ada', 'administrator')
  const otto = await panel.enter('otto', 'operator')
  const personId = otto.user.id
  await expect(removePerson(ada.context, { personId, email: 'ott@example.org' })).rejects.toMatchObject(refusal('access.typeTheAddress'))
  expect(await panel.isAlive(otto.context)).toBe(true)
  await removePerson(ada.context, { personId, email: 'Otto@example.org' })
  expect(await panel.isAlive(otto.context)).toBe(false)
  expect(await panel.store.session.count({ where: { userId: personId } })).toBe(0)
  const row = (await panel.audit()).at(-1)
  expect(row).toMatchObject({ action: 'user.remove', actor: 'ada', subject: personId })
  expect(JSON.parse(row?.detailJson ?? '')).toMatchObject({ before: { name: 'otto', role: 'operator' }, after: null, sessionsEnded: 1 })
})

// A password is changed because somebody else may know it: whoever came in with it has to go.
test('a changed password ends every other session and keeps this one', async () => {
  const { user, context } = await panel.enter('otto', 'operator')
  const other = await panel.request(await panel.cookiesOf(user.email))
  await expect(changePassword(context, { password: 'a wrong one', next: 'a sentence of my own' })).rejects.toMatchObject(
    refusal('access.notYourPassword'),
  )
  await expect(changePassword(context, { password: PASSWORD, next: PASSWORD })).rejects.toMatchObject(refusal('access.samePassword'))
  expect(await panel.isAlive(other)).toBe(true)
  expect(await changePassword(context, { password: PASSWORD, next: 'a sentence of my own' })).toEqual({ sessionsEnded: 1 })
  expect([await panel.isAlive(context), await panel.isAlive(other)]).toEqual([true, false])
  await expect(panel.cookiesOf(user.email)).rejects.toThrow()
  await expect(panel.cookiesOf(user.email, 'a sentence of my own')).resolves.toContain('session_token')
  const row = (await panel.audit()).at(-1)
  expect(row).toMatchObject({ action: 'user.change-password', subject: user.id })
  expect(row?.detailJson).not.toMatch(/sentence|watch|scrypt/)
})

// Somebody who finds an open screen must not be able to try passwords without end.
test('wrong passwords on the account page are counted as those of signing in', async () => {
  const { context } = await panel.enter('otto', 'operator')
  const wrong = () => endTwoFactor(context, { password: 'a wrong one' })
  for (let tries = 0; tries < 10; tries += 1) await expect(wrong()).rejects.toMatchObject(refusal('access.notYourPassword'))
  await expect(wrong()).rejects.toMatchObject(refusal('access.tooManyTries'))
})

// A cookie that was copied before signing out is a key that nobody can take away.
test('an old cookie is worth nothing after signing out', async () => {
  const { context } = await panel.enter('otto', 'operator')
  expect(await panel.isAlive(context)).toBe(true)
  await signOut(context)
  expect(await panel.isAlive(context)).toBe(false)
})

test('a session older than seven days ends, however often it was renewed', async () => {
  const { user, context } = await panel.enter('otto', 'operator')
  const now = new Date()
  const begun = (days: number) => new Date(now.getTime() - days * DAY_MS)
  await panel.store.session.updateMany({ where: { userId: user.id }, data: { createdAt: begun(6.9) } })
  expect(await panel.isAlive(context, now)).toBe(true)
  await panel.store.session.updateMany({ where: { userId: user.id }, data: { createdAt: begun(7.1) } })
  expect(await panel.isAlive(context, now)).toBe(false)
  expect(await panel.store.session.count()).toBe(0)
})

// With the password alone a stolen note would open the panel of somebody who trusts their phone.
test('with two-factor the password begins no session; a code of the app does, once', async () => {
  const { email } = await panel.add('otto', 'operator')
  const { secret } = await enrol(email)
  await panel.store.session.deleteMany()
  expect(await signIn(await panel.request(''), { email, password: PASSWORD })).toEqual({ done: true, needsCode: true })
  expect(await panel.store.session.count()).toBe(0)
  const [first, second] = [await panel.request(await panel.cookiesOf(email)), await panel.request(await panel.cookiesOf(email))]
  const before = (await panel.audit()).length
  await expect(signInCode(first, { kind: 'totp', code: '000000' })).rejects.toMatchObject(refusal('access.wrongSecondCode'))
  expect(await panel.store.session.count()).toBe(0)
  const code = totpCode(secret)
  await signInCode(first, { kind: 'totp', code: `${code.slice(0, 3)} ${code.slice(3)}` })
  expect(await panel.store.session.count()).toBe(1)
  await expect(signInCode(second, { kind: 'totp', code })).rejects.toMatchObject(refusal('access.wrongSecondCode'))
  const rows = (await panel.audit()).slice(before)
  expect(rows.map(({ action, actor, detailJson }) => [action, actor, detailJson])).toEqual([['session.begin', 'otto', '{"how":"totp"}']])
})

test('a recovery code opens the panel once', async () => {
  const { email } = await panel.add('otto', 'operator')
  const { recoveryCodes } = await enrol(email)
  const [code = ''] = recoveryCodes
  expect(recoveryCodes).toHaveLength(10)
  await signInCode(await panel.request(await panel.cookiesOf(email)), { kind: 'recovery', code: code.toLowerCase().replace('-', ' ') })
  expect((await panel.audit()).at(-1)?.detailJson).toBe('{"how":"recovery code"}')
  await expect(signInCode(await panel.request(await panel.cookiesOf(email)), { kind: 'recovery', code })).rejects.toMatchObject(
    refusal('access.wrongSecondCode'),
  )
})

// Six digits are guessed in an afternoon where a wrong one costs nothing; entering the password again must not begin the count anew.
test('wrong codes are counted over several first steps', async () => {
  const { email } = await panel.add('otto', 'operator')
  const { secret } = await enrol(email)
  const said: string[] = []
  for (let tries = 0; tries < 5; tries += 1) {
    const context = await panel.request(await panel.cookiesOf(email))
    // A wrong code is answered late on purpose; here nobody waits for it.
    const answer = await signInCode(context, { kind: 'totp', code: '000000' }).catch((cause) => cause.problem.said.key as string)
    said.push(String(answer))
    if (tries === 0) await panel.store.rateLimiterFlexible.updateMany({ data: { points: 8 } })
  }
  expect(said.slice(0, 3)).toEqual(['access.wrongSecondCode', 'access.wrongSecondCode', 'access.wrongSecondCode'])
  expect(said.slice(3).every((key) => key === 'access.tooManyTries')).toBe(true)
  const right = signInCode(await panel.request(await panel.cookiesOf(email)), { kind: 'totp', code: totpCode(secret, 1) })
  await expect(right).rejects.toMatchObject(refusal('access.tooManyTries'))
})

test('a code without a first step, or after five wrong ones, goes back to the password', async () => {
  const { email } = await panel.add('otto', 'operator')
  const { secret } = await enrol(email)
  await expect(signInCode(await panel.request(''), { kind: 'totp', code: '123456' })).rejects.toMatchObject(refusal('access.codeTooLate'))
  const cookie = await panel.cookiesOf(email)
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(signInCode(await panel.request(cookie), { kind: 'totp', code: '000000' })).rejects.toMatchObject(
      refusal('access.wrongSecondCode'),
    )
    await panel.store.rateLimiterFlexible.deleteMany()
  }
  await expect(signInCode(await panel.request(cookie), { kind: 'totp', code: totpCode(secret) })).rejects.toMatchObject(
    refusal('access.codeTooLate'),
  )
})

test('two-factor goes off and gets new codes only for whoever knows the password', async () => {
  const { email } = await panel.add('otto', 'operator')
  const { secret, recoveryCodes } = await enrol(email)
  const context = await panel.request(await panel.cookiesOf(email, PASSWORD, totpCode(secret)))
  await expect(renewRecoveryCodes(context, { password: 'wrong' })).rejects.toMatchObject(refusal('access.notYourPassword'))
  await expect(endTwoFactor(context, { password: 'wrong' })).rejects.toMatchObject(refusal('access.notYourPassword'))
  expect((await readAccount(context)).recoveryCodesLeft).toBe(10)
  const renewed = await renewRecoveryCodes(context, { password: PASSWORD })
  expect(renewed.recoveryCodes.filter((code) => recoveryCodes.includes(code))).toEqual([])
  const old = signInCode(await panel.request(await panel.cookiesOf(email)), { kind: 'recovery', code: recoveryCodes[0] ?? '' })
  await expect(old).rejects.toMatchObject(refusal('access.wrongSecondCode'))
  await endTwoFactor(context, { password: PASSWORD })
  expect(await signIn(await panel.request(''), { email, password: PASSWORD })).toMatchObject({ needsCode: false })
  const actions = (await panel.audit()).map(({ action }) => action)
  expect(actions).toEqual(['two-factor.begin', 'two-factor.on', 'two-factor.renew-codes', 'two-factor.off', 'session.begin'])
})

// A role that was taken away must not live on in a session that began with it.
test('a new role ends the sessions of the old one', async () => {
  const ada = await panel.enter('ada', 'administrator')
  const otto = await panel.enter('otto', 'operator')
  expect(await changeRole(ada.context, { personId: otto.user.id, role: 'viewer' })).toEqual({ sessionsEnded: 1 })
  expect(await panel.isAlive(otto.context)).toBe(false)
  const row = (await panel.audit()).at(-1)
  expect(JSON.parse(row?.detailJson ?? '')).toMatchObject({ before: { role: 'operator' }, after: { role: 'viewer' }, sessionsEnded: 1 })
})

// Nobody could let anybody in any more.
test('two administrators who demote each other at the same moment leave one', async () => {
  const [ada, eve] = [await panel.enter('ada', 'administrator'), await panel.enter('eve', 'administrator')]
  const both = await Promise.allSettled([
    changeRole(ada.context, { personId: eve.user.id, role: 'viewer' }),
    removePerson(eve.context, { personId: ada.user.id, email: ada.user.email }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await panel.store.user.count({ where: { role: 'administrator' } })).toBe(1)
})

test('whoever is added, or whose password was reset, has to choose one of their own', async () => {
  const ada = await panel.enter('ada', 'administrator')
  const { temporaryPassword } = await addPerson(ada.context, { name: 'otto', email: 'Otto@example.org', role: 'operator' })
  const otto = await panel.request(await panel.cookiesOf('otto@example.org', temporaryPassword))
  expect((await readAccount(otto)).person).toMatchObject({ role: 'operator', mustChangePassword: true })
  await changePassword(otto, { password: temporaryPassword, next: 'a sentence of my own' })
  expect((await readAccount(otto)).person.mustChangePassword).toBe(false)
  const again = await resetPassword(ada.context, { personId: otto.actor.userId ?? '' })
  expect(again.temporaryPassword).not.toBe(temporaryPassword)
  expect(await panel.isAlive(otto)).toBe(false)
  await expect(panel.cookiesOf('otto@example.org', 'a sentence of my own')).rejects.toThrow()
  const third = await panel.request(await panel.cookiesOf('otto@example.org', again.temporaryPassword))
  expect((await readAccount(third)).person.mustChangePassword).toBe(true)
  const kept = JSON.stringify(await panel.audit())
  for (const secret of [temporaryPassword, again.temporaryPassword]) expect(kept).not.toContain(secret)
})

// Who lost the phone and the paper is let in by an administrator, and a challenge that began with the old factor is over.
test('an administrator takes a lost second factor away, and ends sessions', async () => {
  const ada = await panel.enter('ada', 'administrator')
  const { id, email } = await panel.add('otto', 'operator')
  await expect(resetTwoFactor(ada.context, { personId: id })).rejects.toMatchObject(refusal('access.hasNoTwoFactor'))
  await enrol(email)
  await resetTwoFactor(ada.context, { personId: id })
  const otto = await panel.request(await panel.cookiesOf(email))
  expect(await panel.isAlive(otto)).toBe(true)
  expect(await panel.store.twoFactor.count()).toBe(0)
  await endSessions(ada.context, { personId: id })
  expect(await panel.isAlive(otto)).toBe(false)
})

test('I end one of my sessions or all others, and none of somebody else', async () => {
  const ada = await panel.enter('ada', 'administrator')
  const otto = await panel.enter('otto', 'operator')
  const [second, third] = [
    await panel.request(await panel.cookiesOf(otto.user.email)),
    await panel.request(await panel.cookiesOf(otto.user.email)),
  ]
  expect((await readAccount(otto.context)).sessions.filter(({ isThis }) => isThis)).toHaveLength(1)
  await expect(endMySessions(otto.context, { which: ada.context.sessionId ?? '' })).rejects.toMatchObject(refusal('access.sessionGone'))
  await expect(endMySessions(otto.context, { which: otto.context.sessionId ?? '' })).rejects.toMatchObject(refusal('access.thisSession'))
  expect(await endMySessions(otto.context, { which: second.sessionId ?? '' })).toEqual({ sessionsEnded: 1 })
  expect([await panel.isAlive(second), await panel.isAlive(third)]).toEqual([false, true])
  expect(await endMySessions(otto.context, { which: 'others' })).toEqual({ sessionsEnded: 1 })
  expect([await panel.isAlive(otto.context), await panel.isAlive(third), await panel.isAlive(ada.context)]).toEqual([true, false, true])
})
