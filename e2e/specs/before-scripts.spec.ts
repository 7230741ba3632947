import { expect, type Page, test } from '@playwright/test'
import { appPages } from '../fixtures/app-pages.mjs'
import { holdScripts } from '../fixtures/hold-scripts.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { seedPanel } from '../fixtures/seed-panel.ts'

// A page is seen before its scripts are there. Until then a press would do nothing, what is typed would be lost, and the browser
// itself would send a form: to the page's address, with the passwords in it.

let panel: Panel
let jobId: string

test.beforeAll(async () => {
  panel = await startPanel()
  const job = { number: 1, startedAt: '2026-11-01T17:00:00.000Z', durationSeconds: 700, downtimeSeconds: 400 }
  const [seeded] = await seedPanel(panel, [job])
  if (seeded === undefined) throw new Error('the job was not stored')
  jobId = seeded
})

test.afterAll(() => panel.stop())

const controls = (page: Page, state: ':enabled' | ':disabled') => page.locator(`:is(button, input, select, textarea)${state}`)

test('no page takes anything from anybody before its scripts are there', async ({ page }) => {
  await panel.enter(page)
  const release = await holdScripts(page)
  const pages = appPages().filter((page) => !['/sign-in', '/set-up'].includes(page))
  for (const name of pages) {
    const path = name.replace('[id]', jobId).replace('[journey]', 'adopt')
    await page.goto(panel.url + path, { waitUntil: 'commit' })
    await expect(page.getByRole('link', { name: PEOPLE.admin.name }), path).toBeVisible()
    await expect(controls(page, ':enabled'), path).toHaveCount(0)
    // Or the line above would be true of an empty page.
    expect(await controls(page, ':disabled').count(), path).toBeGreaterThanOrEqual(8)
  }
  release()
})

test('with its scripts a page takes everything, and a press before them led nowhere', async ({ page }) => {
  await panel.enter(page)
  const release = await holdScripts(page)
  await page.goto(`${panel.url}/account`, { waitUntil: 'commit' })
  await expect(page.getByRole('button', { name: 'Change the password' })).toBeDisabled()
  await page.getByRole('button', { name: '中文' }).click({ force: true })
  release()
  await expect(controls(page, ':disabled')).toHaveCount(0)
  await expect(page.getByRole('group', { name: 'Language' })).toBeVisible()
  expect(page.url()).toBe(`${panel.url}/account`)
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('group', { name: '语言' })).toBeVisible()
})

test('a first start waits for its scripts too', async ({ page }) => {
  const fresh = await startPanel({ people: false })
  try {
    const release = await holdScripts(page)
    await page.goto(fresh.url, { waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(controls(page, ':enabled')).toHaveCount(0)
    expect(await controls(page, ':disabled').count()).toBeGreaterThanOrEqual(5)
    release()
    await expect(controls(page, ':disabled')).toHaveCount(0)
  } finally {
    await fresh.stop()
  }
})

// A password manager fills the form before the scripts are there; emptied again, the right password is a wrong one.
test('what was typed at sign-in before the scripts came is what is sent', async ({ page }) => {
  const release = await holdScripts(page)
  await page.goto(`${panel.url}/sign-in`, { waitUntil: 'commit' })
  await page.getByLabel('E-mail address').fill(PEOPLE.viewer.email)
  await page.getByLabel('Password', { exact: true }).fill(PEOPLE.viewer.password)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
  release()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
})

test('a language that could not be kept says so below the switch', async ({ page }) => {
  await panel.enter(page)
  await page.goto(`${panel.url}/help/adopt`)
  await page.route(page.url(), (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.getByRole('button', { name: '中文' }).click()
  const refusal = page.getByRole('alert').filter({ hasText: 'The panel did not answer: the language stays.' })
  await expect(refusal).toBeVisible()
  await page.unroute(page.url())
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('group', { name: '语言' })).toBeVisible()
  await expect(page.locator('[role=alert]', { hasText: /language stays|语言未更改/ })).toHaveCount(0)
})

// A network that changes while the page loads takes scripts away; the page stayed disabled for good.
test('a page whose script did not arrive loads once more, and takes everything then', async ({ page }) => {
  await panel.enter(page)
  const lost: string[] = []
  await page.route('**/_next/static/**/*.js', async (route) => {
    const isFirst = lost.length === 0
    if (isFirst) lost.push(route.request().url())
    await (isFirst ? route.abort('connectionfailed') : route.continue())
  })
  await page.goto(`${panel.url}/account`)
  await expect(controls(page, ':disabled')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Change the password' })).toBeEnabled()
  expect(lost).toHaveLength(1)
})

test('one whose scripts never arrive does not load for ever', async ({ page }) => {
  await panel.enter(page)
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  await page.route('**/_next/static/**/*.js', (route) => route.abort('connectionfailed'))
  await page.goto(`${panel.url}/account`)
  await expect.poll(() => loads).toBe(2)
  await page.waitForLoadState('networkidle')
  expect(loads).toBe(2)
  expect(await controls(page, ':disabled').count()).toBeGreaterThanOrEqual(8)
})
