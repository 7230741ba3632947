import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { startedJob } from '../../server/db/testing/started-job.ts'
import { freePort } from '../fixtures/free-port.mjs'
import { startNginx } from '../fixtures/nginx.ts'
import { openEvents } from '../fixtures/open-events.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { ask, callAction } from '../fixtures/raw-calls.ts'

let panel: Panel
let nginx: Awaited<ReturnType<typeof startNginx>>
let store: Store
let url: string

test.beforeAll(async () => {
  const port = await freePort()
  url = `https://127.0.0.1:${port}`
  panel = await startPanel({ settings: { BASE_URL: url, TRUSTED_PROXIES: '127.0.0.1' } })
  nginx = await startNginx(port, panel.url)
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
})

test.afterAll(async () => {
  await store.$disconnect()
  await nginx.stop()
  await panel.stop()
})

// A cookie without Secure goes over the first http link that somebody clicks.
test('somebody signs in: the cookie is for https only, and the trail has their own address', async () => {
  const { email, password } = PEOPLE.viewer
  const headers = { 'x-forwarded-for': '6.6.6.6' }
  const { outcome, headers: said } = await callAction(url, 'signIn', [{ email, password }], { headers, localAddress: '127.0.0.2' })
  expect(outcome).toBe('ok')
  const cookie = [said['set-cookie']].flat().find((one) => one?.includes('session_token'))
  expect(cookie).toMatch(/^__Secure-panel\.session_token=/)
  for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\//i]) expect(cookie).toMatch(attribute)
  expect(await store.auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({ action: 'session.begin', address: '127.0.0.2' })
  expect(await store.session.findFirst({ orderBy: { createdAt: 'desc' } })).toMatchObject({ ipAddress: '127.0.0.2' })
  const page = await ask(`${url}/`, 'GET', { cookie: cookie?.split(';')[0] })
  expect(page.status).toBe(200)
  expect(page.headers['strict-transport-security']).toContain('max-age=31536000')
})

test('who comes around nginx, under another address, is refused in words', async () => {
  const { problem } = await callAction(panel.url, 'signIn', [{ email: PEOPLE.viewer.email, password: PEOPLE.viewer.password }])
  expect(problem).toMatchObject({ code: 'forbidden', said: { key: 'errors.foreignOrigin' }, hint: { key: 'errors.foreignOriginHint' } })
})

// A stream that a proxy keeps back shows a run that stands still.
test('a line of the log comes through at once', async () => {
  const { jobId } = await startedJob(store)
  const events = await openEvents(url, jobId, panel.cookieOf('operator'))
  await expect.poll(() => events.text()).toContain('event: snapshot')
  await store.logLine.create({
    data: { jobId, seq: 1000, at: new Date(), stepId: 'preflight', stream: 'note', text: 'a line of this test' },
  })
  await expect.poll(() => events.text(), { timeout: 2_000, intervals: [50] }).toContain('a line of this test')
  events.close()
})

test('an archive larger than the usual limits of proxies arrives whole', async () => {
  const body = Buffer.alloc(30_000_000, 7)
  body.set([0x1f, 0x8b, 0x08])
  const answer = await ask(`${url}/api/images/upload?file=big.tar.gz`, 'POST', { cookie: panel.cookieOf('operator'), body })
  expect(JSON.parse(answer.text)).toEqual({ file: 'big.tar.gz', bytes: body.length })
  expect(readFileSync(path.join(panel.dataFolder, 'images', 'big.tar.gz')).equals(body)).toBe(true)
})
