import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { ACTIONS, type ActionName, ROUTES, type RouteName } from '../../server/contract/commands.ts'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { actionIds, ask, callAction, callRoute, storeState } from '../fixtures/raw-calls.ts'

const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]
const CHANGING_ROUTES = (Object.keys(ROUTES) as RouteName[]).filter((name) => !name.startsWith('GET '))

// A page of somebody else that is open in the browser of an operator must not drive the Docker engine with their cookie.
for (const baseUrl of [null, 'https://panel.example']) {
  test.describe(baseUrl === null ? 'without BASE_URL' : `with BASE_URL ${baseUrl}`, () => {
    let panel: Panel
    let store: Store

    test.beforeAll(async () => {
      panel = await startPanel(baseUrl === null ? {} : { settings: { BASE_URL: baseUrl } })
      store = openStore(path.join(panel.dataFolder, 'panel.db'))
    })

    test.afterAll(async () => {
      await store.$disconnect()
      await panel.stop()
    })

    const foreign = () => {
      const own = new URL(panel.url)
      const common = [null, 'null', 'http://evil.example', 'not an origin']
      if (baseUrl !== null)
        return [...common, own.origin, 'http://panel.example', 'https://panel.example:444', 'https://panel.example.evil.example']
      return [
        ...common,
        `http://127.0.0.1:${Number(own.port) + 1}`,
        'http://127.0.0.1',
        `https://127.0.0.1:${own.port}`,
        `http://localhost:${own.port}`,
      ]
    }

    test('every action and every changing route refuses what no page of the panel sent, and keeps it', async () => {
      const cookie = panel.cookieOf('admin')
      const before = await storeState(store)
      let tried = 0
      for (const origin of foreign()) {
        for (const name of ACTION_NAMES) {
          const { outcome, problem } = await callAction(panel.url, name, [{}], { cookie, origin })
          expect({ origin, name, outcome, key: problem?.said.key }).toEqual({
            origin,
            name,
            outcome: 'forbidden',
            key: 'errors.foreignOrigin',
          })
          const row = await store.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
          expect(row).toMatchObject({ action: name, outcome: 'refused', actor: PEOPLE.admin.name })
          expect(JSON.parse(row.detailJson)).toMatchObject({ said: { key: 'errors.foreignOrigin', params: { origin: origin ?? 'none' } } })
          tried += 1
        }
        for (const name of CHANGING_ROUTES) {
          expect((await callRoute(panel.url, name, { cookie, origin })).status, `${name} from ${origin}`).toBe(403)
          expect(await store.auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({ action: name, outcome: 'refused' })
          tried += 1
        }
      }
      expect(await storeState(store)).toBe(before)
      console.log(`${tried} requests with ${foreign().length} foreign origins, all refused and in the trail`)
    })

    test('the panel itself is let through, also where another host claims to be forwarded', async () => {
      const own = { cookie: panel.cookieOf('admin'), origin: baseUrl ?? undefined }
      expect((await callAction(panel.url, 'startUpgrade', [{}], own)).outcome).toBe('bad-input')
      expect((await callAction(panel.url, 'startUpgrade', [{}], { ...own, headers: { 'x-forwarded-host': 'evil.example' } })).outcome).toBe(
        'bad-input',
      )
      const claimed = {
        cookie: own.cookie,
        origin: 'https://evil.example',
        headers: { 'x-forwarded-host': 'evil.example', 'x-panel-foreign-origin': '' },
      }
      expect((await callAction(panel.url, 'startUpgrade', [{}], claimed)).outcome).toBe('forbidden')
    })

    // Signing somebody in as the attacker makes their next plan the attacker's.
    test('nobody is signed in from a foreign page, and an upload leaves nothing', async () => {
      const sessions = await store.session.count()
      const { email, password } = PEOPLE.viewer
      expect((await callAction(panel.url, 'signIn', [{ email, password }], { origin: 'http://evil.example' })).outcome).toBe('forbidden')
      expect(await store.session.count()).toBe(sessions)
      const body = Buffer.alloc(4096, 0x1f)
      const sent = { cookie: panel.cookieOf('admin'), origin: 'http://evil.example', body }
      expect((await ask(`${panel.url}/api/images/upload?file=evil.tar`, 'POST', sent)).status).toBe(403)
      const folder = path.join(panel.dataFolder, 'images')
      expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
    })

    // A plain form needs neither a script nor a preflight.
    test('a form of a foreign page cannot call an action', async () => {
      const id = actionIds().find(({ name }) => name === 'signOut')?.id
      const body = `--x\r\nContent-Disposition: form-data; name="$ACTION_ID_${id}"\r\n\r\n\r\n--x--\r\n`
      for (const origin of ['http://evil.example', null]) {
        await ask(`${panel.url}/`, 'POST', {
          cookie: panel.cookieOf('admin'),
          origin,
          body,
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        })
        expect(await store.auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({ action: 'signOut', outcome: 'refused' })
      }
      expect((await callRoute(panel.url, 'GET /api/upgrades', { cookie: panel.cookieOf('admin') })).status).toBe(200)
    })
  })
}
