import path from 'node:path'
import { expect, test } from '@playwright/test'
import { may } from '../../server/contract/access.ts'
import { ACTIONS, type Access, type ActionName, ROUTES, type RouteName } from '../../server/contract/commands.ts'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE, type PersonName } from '../fixtures/people.ts'
import { actionIds, callAction, callRoute, storeState } from '../fixtures/raw-calls.ts'

type Visitor = PersonName | 'nobody'
const EVERYBODY: Visitor[] = ['nobody', ...(Object.keys(PEOPLE) as PersonName[])]
const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]
const ROUTE_NAMES = Object.keys(ROUTES) as RouteName[]
/** They take no input that could be bad, so whoever may call them is not let try here. */
const WITHOUT_INPUT: ActionName[] = ['signOut']

let panel: Panel
let store: Store

test.beforeAll(async () => {
  panel = await startPanel()
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
})

test.afterAll(async () => {
  await store.$disconnect()
  await panel.stop()
})

const cookieOf = (who: Visitor) => (who === 'nobody' ? undefined : panel.cookieOf(who))

/** What the table says: null where it is allowed, else the code of the refusal. */
function refusal(who: Visitor, access: Access): string | null {
  if (access === 'public') return null
  if (who === 'nobody') return 'signed-out'
  return access === 'signed-in' || access === 'own-password' || may(PEOPLE[who].role, access) ? null : 'forbidden'
}

async function lastAudit() {
  return await store.auditEvent.findFirst({ orderBy: { id: 'desc' } })
}

// Two of these in the build under one name, or one that the table does not know, would not be walked.
test('the build has exactly the actions of the table', () => {
  const found = actionIds()
  expect(found.map(({ name }) => name).toSorted()).toEqual(ACTION_NAMES.toSorted())
  for (const { file } of found) expect(file).toMatch(/^server\/actions\//)
})

// Somebody who may only look could stop OMS by a request that no page offers.
for (const who of EVERYBODY) {
  test(`${who} can do what the table says and nothing else`, async () => {
    const [said, expected]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}]
    for (const name of ACTION_NAMES.filter((action) => !WITHOUT_INPUT.includes(action) || refusal(who, ACTIONS[action]) !== null)) {
      const before = await storeState(store)
      const code = refusal(who, ACTIONS[name])
      said[name] = (await callAction(panel.url, name, [{}], { cookie: cookieOf(who) })).outcome
      // An empty input that is looked at at all was admitted.
      expected[name] = code ?? 'bad-input'
      expect(await storeState(store), name).toBe(before)
      // Of strangers the trail keeps only so many a minute.
      if (who !== 'nobody')
        expect(await lastAudit()).toMatchObject({ action: name, outcome: 'refused', actor: PEOPLE[who].name, address: '127.0.0.1' })
    }
    for (const name of ROUTE_NAMES) {
      const before = await storeState(store)
      const { status, headers } = await callRoute(panel.url, name, { cookie: cookieOf(who) })
      const code = refusal(who, ROUTES[name])
      said[name] = status === 401 ? 'signed-out' : status === 403 ? 'forbidden' : 'admitted'
      expected[name] = code ?? 'admitted'
      expect(headers['cache-control'], name).toContain('no-store')
      expect(await storeState(store), name).toBe(before)
      if (code !== null && who !== 'nobody')
        expect(await lastAudit()).toMatchObject({ action: name, outcome: 'refused', actor: PEOPLE[who].name })
    }
    expect(said).toEqual(expected)
    console.log(
      `${who}: ${Object.values(said).length} commands, ${Object.values(said).filter((code) => code === 'signed-out' || code === 'forbidden').length} refused`,
    )
  })
}

test('a refused stranger is in the trail', async () => {
  expect(await store.auditEvent.count({ where: { actor: 'nobody', outcome: 'refused', address: '127.0.0.1' } })).toBeGreaterThan(10)
})

// Whoever can plant a cookie in a browser must not be who its owner signs in as, nor share what comes after.
test('signing in gives a session of its own, whatever session the browser had before', async () => {
  const planted = panel.cookieOf('viewer')
  const { email, password } = PEOPLE.operator
  const tokens: string[] = []
  for (const cookie of [planted, 'panel.session_token=planted', undefined]) {
    const { outcome, headers } = await callAction(panel.url, 'signIn', [{ email, password }], { cookie })
    expect(outcome).toBe('ok')
    const [given = ''] = [headers['set-cookie'] ?? []].flat().filter((line) => line.startsWith('panel.session_token='))
    const token = decodeURIComponent(given.split('=')[1]?.split(';')[0] ?? '').split('.')[0] ?? ''
    expect(await store.session.findFirst({ where: { token }, select: { user: { select: { email: true } } } })).toEqual({ user: { email } })
    tokens.push(token)
  }
  expect(new Set(tokens).size).toBe(3)
  // Who planted the cookie is still who they were.
  expect(JSON.parse((await callRoute(panel.url, 'GET /api/session', { cookie: planted })).text)).toEqual({ role: 'viewer' })
})

// A cookie that was copied has to be worth nothing once its session is over.
test('cookies of ended, expired, forged and orphaned sessions are nobody', async () => {
  const outcomes = async (cookie: string) => {
    const action = await callAction(panel.url, 'startUpgrade', [{}], { cookie })
    return [action.outcome, (await callRoute(panel.url, 'GET /api/upgrades', { cookie })).status]
  }
  const cookie = panel.cookieOf('operator')
  expect(await outcomes(cookie)).toEqual(['bad-input', 200])
  expect(await outcomes(cookie.replace(/\.([^.])([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`))).toEqual([
    'signed-out',
    401,
  ])
  const viewer = await store.session.findFirstOrThrow({ where: { user: { email: PEOPLE.viewer.email } } })
  expect(await outcomes(`panel.session_token=${viewer.token}`)).toEqual(['signed-out', 401])
  expect(await outcomes(`panel.session_token=${viewer.token}.${'A'.repeat(43)}%3D`)).toEqual(['signed-out', 401])

  expect((await callAction(panel.url, 'signOut', [], { cookie })).outcome).toBe('ok')
  expect(await outcomes(cookie)).toEqual(['signed-out', 401])
  await store.session.updateMany({ where: { user: { email: PEOPLE.approver.email } }, data: { expiresAt: new Date(Date.now() - 1000) } })
  expect(await outcomes(panel.cookieOf('approver'))).toEqual(['signed-out', 401])
  await store.user.delete({ where: { email: PEOPLE.viewer.email } })
  expect(await outcomes(panel.cookieOf('viewer'))).toEqual(['signed-out', 401])
  // However lively, a session ends after a week.
  await store.session.updateMany({
    where: { user: { email: PEOPLE.admin.email } },
    data: { createdAt: new Date(Date.now() - 8 * 24 * 3600_000) },
  })
  expect(await outcomes(panel.cookieOf('admin'))).toEqual(['signed-out', 401])
  expect(await store.session.count({ where: { user: { email: PEOPLE.admin.email } } })).toBe(0)
})
