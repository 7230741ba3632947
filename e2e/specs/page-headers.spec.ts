import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { en } from '../../server/contract/messages/en.ts'
import { openStore } from '../../server/db/open-store.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { ask } from '../fixtures/raw-calls.ts'
import { expectNoFaults } from '../fixtures/readable.ts'
import { RUN_STATES } from '../fixtures/run-states.ts'

const PAGES = [
  '/',
  '/installations',
  '/installations/adopt',
  '/installations/x',
  '/upgrades',
  '/upgrades/new',
  '/upgrades/x',
  '/no/such/page',
]

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.afterAll(() => panel.stop())

/** What the browser refuses on this page from now on. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = []
  await page.exposeFunction('noteViolation', (text: string) => found.push(text))
  await page.addInitScript(() => {
    const { noteViolation } = window as unknown as { noteViolation: (text: string) => void }
    document.addEventListener('securitypolicyviolation', (event) =>
      noteViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    )
  })
  return found
}

function expectStrict(headers: Record<string, string | string[] | undefined>): string {
  const policy = String(headers['content-security-policy'])
  const directives = Object.fromEntries(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]))
  expect(directives['default-src']).toEqual(["'none'"])
  expect(directives['frame-ancestors']).toEqual(["'none'"])
  expect(directives['base-uri']).toEqual(["'none'"])
  expect(directives['script-src']?.join(' ')).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'$/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(headers).not.toHaveProperty('x-powered-by')
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
}

// A log line that becomes a script would act with the hands of whoever looks at it.
test('every page has a strict policy with a nonce of its own, and breaks none of it', async ({ page }) => {
  const found = await violations(page)
  const nonces: string[] = []
  const visit = async (address: string) => {
    const response = await page.goto(`${panel.url}${address}`, { waitUntil: 'networkidle' })
    nonces.push(expectStrict(response?.headers() ?? {}))
    expect({ address, found }).toEqual({ address, found: [] })
  }
  await visit('/sign-in')
  await panel.enter(page)
  for (const address of [...PAGES, '/']) await visit(address)
  expect(new Set(nonces).size).toBe(nonces.length)
})

// Nine tenths of every page were the words of all pages, fetched anew with each.
test('a page carries no words of other pages', async () => {
  const { text } = await ask(`${panel.url}/account`, 'GET', { cookie: panel.cookieOf('viewer') })
  expect(text).toContain(en.common.skipToContent)
  expect(text).not.toContain(en.run.headline.before.do)
  expect(text.length).toBeLessThan(60_000)
})

/** The framework's name for what it lets come after the page; it does so for whoever does not say which browser they are. */
const COMES_LATER = 'Next.MetadataOutlet'

// Coming after the page, it is missing for a moment to whoever has the page read aloud, and to axe.
test('no page is there before its title', async () => {
  const cookie = panel.cookieOf('viewer')
  const htmlFor = async (address: string, headers = {}) => (await ask(`${panel.url}${address}`, 'GET', { cookie, headers })).text
  expect(await htmlFor('/')).toContain(COMES_LATER)
  for (const address of ['/sign-in', ...PAGES]) {
    const html = await htmlFor(address, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' })
    const [head = ''] = html.split('</head>')
    expect({ address, title: /<title>(.+?)<\/title>/.exec(head)?.[1] }).toEqual({
      address,
      title: expect.stringContaining(en.common.product),
    })
    expect(html, address).not.toContain(COMES_LATER)
  }
})

test('the page of a run breaks none of it either', async ({ page }) => {
  const found = await violations(page)
  await panel.enter(page)
  const state = RUN_STATES.failed()
  await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await page.getByRole('button', { name: 'Roll back to V3.3.1' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(found).toEqual([])
})

test('the page of the first start breaks none of it either', async ({ page }) => {
  const fresh = await startPanel({ people: false })
  try {
    const found = await violations(page)
    const response = await page.goto(fresh.url, { waitUntil: 'networkidle' })
    await expect(page).toHaveURL(`${fresh.url}/set-up`)
    expectStrict(response?.headers() ?? {})
    expect(found).toEqual([])
  } finally {
    await fresh.stop()
  }
})

test('a script and an event handler that come in as markup do not run', async ({ page }) => {
  const found = await violations(page)
  await panel.enter(page)
  await page.goto(panel.url)
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="x:" onerror="window.isHacked = true"><iframe srcdoc="<script>parent.isHacked = true</script>"></iframe>',
    )
  })
  await expect.poll(() => found.length).toBeGreaterThan(0)
  expect(await page.evaluate(() => 'isHacked' in window)).toBe(false)
})

test('answers of routes may load nothing and are kept nowhere', async () => {
  for (const [address, cookie] of [
    ['/api/upgrades', panel.cookieOf('viewer')],
    ['/api/upgrades', undefined],
    ['/api/health', undefined],
  ] as const) {
    const { headers } = await ask(`${panel.url}${address}`, 'GET', { cookie })
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
  }
})

for (const locale of ['en', 'zh']) {
  test(`a page that is not there says so (${locale})`, async ({ page }) => {
    await page.context().addCookies([{ name: 'locale', value: locale, url: panel.url }])
    await page.setViewportSize({ width: 320, height: 700 })
    const response = await page.goto(`${panel.url}/no/such/page`)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(locale === 'zh' ? '没有这个页面' : 'There is no such page')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await expectNoFaults(page)
  })
}

// What an error says helps whoever made it happen; whoever has to mend it reads the log.
test('a page that breaks says so and nothing of why', async ({ page }) => {
  const broken = await startPanel()
  const store = openStore(path.join(broken.dataFolder, 'panel.db'))
  try {
    await broken.enter(page)
    await store.$executeRawUnsafe('alter table "Session" rename to "SessionElsewhere"')
    const response = await page.goto(`${broken.url}/installations`)
    expect(response?.status()).toBe(500)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page could not be shown')
    await expect(page.getByText(/Look there for the number \d+/)).toBeVisible()
    const text = `${await response?.text()} ${await page.content()}`
    for (const leak of ['SessionElsewhere', 'no such table', 'prisma', 'Prisma', 'node_modules', broken.dataFolder])
      expect(text).not.toContain(leak)
    await expectNoFaults(page)
  } finally {
    await store.$disconnect()
    await broken.stop()
  }
})
