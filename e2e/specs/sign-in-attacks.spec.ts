import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { callAction } from '../fixtures/raw-calls.ts'

const ROUNDS = 15
const WRONG = 'this is not the password'

let panel: Panel
let store: Store

test.beforeAll(async () => {
  panel = await startPanel({ settings: { TRUSTED_PROXIES: '127.0.0.1' } })
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
})

test.afterAll(async () => {
  await store.$disconnect()
  await panel.stop()
})

/** From an address of its own behind the trusted proxy; undefined: from this host. */
async function signIn(email: string, password: string, from?: string, url = panel.url) {
  return await callAction(url, 'signIn', [{ email, password }], from === undefined ? {} : { headers: { 'x-forwarded-for': from } })
}

function counted(outcomes: (string | null)[]): Record<string, number> {
  return Object.fromEntries([...new Set(outcomes)].map((outcome) => [outcome, outcomes.filter((one) => one === outcome).length]))
}

// Ten guesses in a quarter of an hour find no password; two hundred at once must not be two hundred guesses.
test('of two hundred tries at once on one account, from as many addresses, ten are looked at; then even the right password waits', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => signIn(PEOPLE.viewer.email, WRONG, `198.51.100.${index}`)))
  expect(counted(answers.map(({ outcome }) => outcome))).toEqual({ forbidden: 10, 'too-many': 190 })
  const { email, password } = PEOPLE.viewer
  const sessions = await store.session.count()
  expect((await signIn(email, password, '203.0.113.1')).outcome).toBe('too-many')
  expect((await signIn(email.toUpperCase(), password, '203.0.113.2')).outcome).toBe('too-many')
  expect(await store.session.count()).toBe(sessions)
  expect((await signIn(PEOPLE.operator.email, PEOPLE.operator.password, '203.0.113.1')).outcome).toBe('ok')
})

test('one address is slowed on whatever accounts it tries, and others are not', async () => {
  const answers = await Promise.all(Array.from({ length: 80 }, (_, index) => signIn(`nobody-${index}@example.org`, WRONG, '192.0.2.66')))
  expect(counted(answers.map(({ outcome }) => outcome))).toEqual({ forbidden: 50, 'too-many': 30 })
  expect((await signIn(PEOPLE.approver.email, PEOPLE.approver.password, '192.0.2.66')).outcome).toBe('too-many')
  expect((await signIn(PEOPLE.approver.email, PEOPLE.approver.password, '192.0.2.67')).outcome).toBe('ok')
})

// A provider gives one customer 2^64 addresses of IPv6.
test('a network of IPv6 counts as one address', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => signIn(`six-${index}@example.org`, WRONG, `2001:db8::${index + 1}`)),
  )
  expect(counted(answers.map(({ outcome }) => outcome))).toEqual({ forbidden: 50, 'too-many': 10 })
})

test('the address in the trail is the one that the trusted proxy saw, also when Next forwards the action to itself', async () => {
  for (const page of ['/sign-in', '/installations']) {
    const headers = { 'x-forwarded-for': `6.6.6.6, 203.0.113.${page.length}`, 'x-panel-client': '6.6.6.6', 'x-panel-client-proof': 'x' }
    expect((await callAction(panel.url, 'signIn', [{ email: 'x', password: WRONG }], { page, headers })).outcome).toBe('forbidden')
    expect(await store.auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      action: 'signIn',
      outcome: 'refused',
      address: `203.0.113.${page.length}`,
    })
  }
})

// An answer that comes sooner for an unknown address tells who has an account.
test('an unknown account takes as long as a known one', async () => {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [kind, email] of [
      ['known', PEOPLE.admin.email],
      ['unknown', 'nobody@example.org'],
    ] as const) {
      await store.rateLimiterFlexible.deleteMany()
      const start = performance.now()
      expect((await signIn(email, WRONG, `203.0.113.${100 + round}`)).outcome).toBe('forbidden')
      times[kind].push(performance.now() - start)
    }
  }
  const at = (list: number[], part: number) =>
    list.toSorted((one, other) => one - other)[Math.floor((list.length - 1) * part)] ?? Number.NaN
  const told = (part: number) => `${at(times.known, part).toFixed(1)} ms and ${at(times.unknown, part).toFixed(1)} ms`
  console.log(`${ROUNDS} wrong tries at a known and at an unknown account: median ${told(0.5)}, p95 ${told(0.95)}`)
  // Answers leave on a beat: on a busy machine one may miss its beat, but not most.
  expect(Math.abs(at(times.known, 0.5) - at(times.unknown, 0.5))).toBeLessThan(100)
})

test.describe('without a trusted proxy', () => {
  test.setTimeout(900_000)

  test('ten thousand tries from one address, whatever it says of itself, fill nothing and are in the trail', async () => {
    // A small heap, so that memory that only waits to be collected is not taken for memory that is kept.
    const open = await startPanel({ settings: { NODE_OPTIONS: '--max-old-space-size=192' } })
    const audit = openStore(path.join(open.dataFolder, 'panel.db'))
    try {
      const start = performance.now()
      const outcomes: (string | null)[] = []
      let next = 0
      const work = async () => {
        for (let index = next++; index < 10_000; index = next++) {
          outcomes.push((await signIn(`nobody-${index}@example.org`, WRONG, `6.6.${index % 256}.${index >> 8}`, open.url)).outcome)
          if (index === 2_000) residentMb.push(memoryMb(open.pid))
        }
      }
      const residentMb: number[] = []
      await Promise.all(Array.from({ length: 40 }, work))
      const seconds = (performance.now() - start) / 1000
      residentMb.push(memoryMb(open.pid))
      expect(counted(outcomes)).toEqual({ forbidden: 50, 'too-many': 9_950 })
      const rows = await audit.auditEvent.findMany({ where: { action: 'signIn' } })
      expect(rows.every(({ address, outcome }) => address === '127.0.0.1' && outcome === 'refused')).toBe(true)
      expect(rows.length).toBeGreaterThan(20)
      expect(rows.length).toBeLessThan(21 * (Math.ceil(seconds / 60) + 1))
      expect(await audit.rateLimiterFlexible.count()).toBeLessThan(60)
      const [early = 0, late = 0] = residentMb
      expect(late - early).toBeLessThan(150)
      console.log(
        `10,000 tries in ${seconds.toFixed(0)} s, 50 looked at, ${rows.length} rows in the trail, memory ${early.toFixed(0)} MB after 2,000 and ${late.toFixed(0)} MB after all`,
      )
    } finally {
      await audit.$disconnect()
      await open.stop()
    }
  })
})

function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
