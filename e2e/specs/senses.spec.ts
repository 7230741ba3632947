import { expect, type Page, test } from '@playwright/test'
import { stepsUpTo } from '../../components/upgrade/sample-snapshot.ts'
import type { LogLine } from '../../server/contract/job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectTargets } from '../fixtures/readable.ts'
import { RUN_STATES, type RunState } from '../fixtures/run-states.ts'
import { seedPanel } from '../fixtures/seed-panel.ts'

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
  await seedPanel(panel, [{ number: 1, startedAt: '2026-11-01T17:00:00.000Z', durationSeconds: 700, downtimeSeconds: 400 }])
})

test.beforeEach(({ page }) => panel.enter(page))

test.afterAll(() => panel.stop())

async function openRun(page: Page, state: RunState) {
  const events = await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  return events
}

const PAGES: Record<string, (page: Page) => Promise<unknown>> = {
  overview: async (page) => {
    await page.goto(panel.url)
    await expect(page.getByRole('link', { name: /Job 1\b/ }).first()).toBeVisible()
  },
  plan: (page) => openRun(page, RUN_STATES.planned()),
  run: (page) => openRun(page, RUN_STATES.before()),
}

/** Colours in which an element really is drawn. */
const groundOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor)

for (const [name, open] of Object.entries(PAGES)) {
  // Whoever sees little, shakes, or is made ill by motion works in the same window, at the same hour.
  test(`the ${name} page at 200 % zoom, in high contrast, without motion, with targets of 24 px`, async ({ page }) => {
    // What a desk of 1440 by 900 is at 200 %.
    await page.setViewportSize({ width: 720, height: 450 })
    await open(page)
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    await expect.poll(width).toBeLessThanOrEqual(720)
    await expectTargets(page)

    const moving = () =>
      page.evaluate(() => document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime === Infinity).length)
    await expect.poll(moving).toBe(0)
    if (name === 'run') {
      await page.emulateMedia({ reducedMotion: 'no-preference' })
      await expect.poll(moving).toBeGreaterThan(0)
    }

    await page.emulateMedia({ forcedColors: 'active' })
    await page.setViewportSize({ width: 1440, height: 900 })
    const here = page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: name === 'overview' ? 'Overview' : 'Upgrades' })
    await here.press('Tab')
    await page.keyboard.press('Shift+Tab')
    await expect(here).toHaveCSS('outline-style', 'solid')
    expect(await groundOf(page, '[aria-current="page"]')).not.toBe(await groundOf(page, 'nav a:not([aria-current])'))
    expect(await groundOf(page, '[aria-pressed="true"]')).not.toBe(await groundOf(page, '[aria-pressed="false"]'))
    if (name === 'run') expect(await groundOf(page, '[role="progressbar"] > div')).not.toBe(await groundOf(page, '[role="progressbar"]'))
  })
}

// A screen reader that reads out a thousand log lines is switched off, and then says nothing of the step that failed.
test('a step change is announced once, and log lines and progress are not', async ({ page }) => {
  const state = RUN_STATES.before()
  const { snapshot } = state
  const events = await openRun(page, state)
  await expect(page.locator('[data-seq]').first()).toBeVisible()
  await page.evaluate(() => {
    const said: string[] = []
    const tell = (records: MutationRecord[]) => {
      for (const { target } of records) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(
          '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]',
        )
        if (region) said.push(region.textContent ?? '')
      }
    }
    new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { said })
  })
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said)
  const last = snapshot.lastLogSeq
  const lines: LogLine[] = [1, 2, 3].map((more) => ({
    seq: last + more,
    at: snapshot.serverNow,
    stepId: 'load-image',
    run: 1,
    attempt: 1,
    stream: 'stdout',
    text: `line ${more}`,
  }))
  for (const line of lines) await events.say({ type: 'log', lines: [line] })
  await expect(page.locator(`[data-seq="${last + 3}"]`)).toBeVisible()
  const grown = {
    ...snapshot,
    revision: 6,
    steps: stepsUpTo('load-image', { progress: { done: 700_000_000, total: 1_284_000_000, unit: 'bytes' } }),
  }
  await events.say({ type: 'snapshot', snapshot: grown })
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '700000000')
  expect(await said()).toEqual([])

  await events.say({ type: 'snapshot', snapshot: { ...snapshot, revision: 7, steps: stepsUpTo('ha-off') } })
  await expect.poll(said).toEqual(['Disable HA: Running'])
  const steps = stepsUpTo('ha-off', { status: 'failed' })
  await events.say({ type: 'snapshot', snapshot: { ...snapshot, revision: 8, status: 'needs-decision', steps } })
  await expect(page.locator('p[aria-live="assertive"]')).toHaveText('Disable HA: Failed')
})

// The words of the other language are fetched in that moment; a page drawn anew for them would lose what somebody typed.
test('another language changes the words and keeps what was typed', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${panel.url}/account`)
  const typed = page.locator('input[type="password"]').first()
  await typed.fill('half a password')
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('group', { name: '语言' })).toBeVisible()
  await expect(typed).toHaveValue('half a password')
  expect(errors).toEqual([])
})
