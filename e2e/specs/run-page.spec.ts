import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { LogLine } from '../../server/contract/job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { RUN_STATES, type RunState } from '../fixtures/run-states.ts'

// Endless animations keep a browser without a graphics card busy.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.afterAll(() => panel.stop())

async function open(page: Page, state: RunState) {
  const events = await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  return events
}

const linesFrom = (first: number, count: number): LogLine[] =>
  Array.from({ length: count }, (_, index) => ({
    seq: first + index,
    at: '2026-11-01T18:00:00.000Z',
    stepId: 'initialize-metadata',
    stream: 'stdout',
    text: `line number ${first + index}`,
  }))

for (const name of Object.keys(RUN_STATES) as (keyof typeof RUN_STATES)[]) {
  for (const width of [1440, 320]) {
    test(`the ${name} run has no accessibility faults and nothing sticks out at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await open(page, RUN_STATES[name]())
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  }
}

// Two people look at one run: the second one has to see every line, not only those from now on.
test('who opens the page in the middle of the window gets the whole log and misses nothing later', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await open(page, state)
  const last = state.snapshot.lastLogSeq
  await expect(page.getByText(`${last} lines`)).toBeVisible()
  await events.say({ type: 'log', lines: linesFrom(last + 3, 2) })
  await expect(page.getByText(`Lines ${last + 1} to ${last + 2} are being fetched`)).toBeVisible()
  state.log.push(...linesFrom(last + 1, 2))
  await expect(page.getByText(`${last + 4} lines`, { exact: true })).toBeVisible()
})

test('a step that was proven elsewhere turns green here, and an older message does not turn it back', async ({ page }) => {
  const state = RUN_STATES.window()
  const done = RUN_STATES.succeeded().snapshot
  const events = await open(page, state)
  await events.say({ type: 'snapshot', snapshot: done })
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible()
  await events.say({ type: 'snapshot', snapshot: state.snapshot })
  await events.say({ type: 'log', lines: linesFrom(state.snapshot.lastLogSeq + 1, 1) })
  await expect(page.locator('[data-seq="65"]')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible()
})

test('a hundred thousand lines are shown, searched from end to end and walked through by keyboard', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await open(page, state)
  const first = state.snapshot.lastLogSeq + 1
  await events.say({ type: 'log', lines: linesFrom(first, 100_000) })
  await expect(page.locator(`[data-seq="${first + 99_999}"]`)).toBeVisible()
  expect(await page.locator('[data-seq]').count()).toBeLessThan(150)
  const search = page.getByRole('searchbox', { name: 'Search the log' })
  await search.fill('line number 99999')
  await search.press('Enter')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await expect(page.locator('[data-seq="99999"]')).toBeVisible()
  await expect(page.getByText(/^Paused/)).toBeVisible()
  await page.getByRole('button', { name: 'Follow' }).click()
  await expect(page.locator(`[data-seq="${first + 99_999}"]`)).toBeVisible()
})

// A run that stopped offers nothing that does not exist, and says what a person has to do by hand.
test('a stopped run says what happened, how the world is, and the way back by hand', async ({ page }) => {
  await open(page, RUN_STATES.failed())
  const panelOfFailure = page.getByRole('region', { name: 'What happened' })
  await expect(panelOfFailure).toContainText('docker_init.sh ended with exit code 1')
  await expect(panelOfFailure).toContainText("Duplicate column name 'region_id'")
  await expect(panelOfFailure).toContainText('sudo docker stop oms_340')
  await expect(panelOfFailure).toContainText('mysql … rm_331 < /data/oms/backups/job-12/rm_331.sql')
  await expect(page.getByRole('button', { name: /retry|roll back|skip/i })).toHaveCount(0)
  await expect(page).toHaveTitle(/^✗ Stopped!/)
})

test('a stream that cannot be had is told, and the page goes on by asking', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const done = RUN_STATES.succeeded().snapshot
  await page.route(`**/api/upgrades/${state.snapshot.id}`, (route) => route.fulfill({ json: done }))
  await events.breakOff()
  await expect(page.getByText(/^Asking every 2 seconds since/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
})

test('a job that does not exist is told as such', async ({ page }) => {
  await page.goto(`${panel.url}/upgrades/nothing`)
  await expect(page.getByRole('alert').getByText('This upgrade does not exist.')).toBeVisible()
})
