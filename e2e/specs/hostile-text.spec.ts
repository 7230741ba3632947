import { expect, test } from '@playwright/test'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { RUN_STATES } from '../fixtures/run-states.ts'

const MARKUP = '<img src=x onerror="window.isHacked=true"><script>window.isHacked=true</script>'
const ESC = '\u001b'
const LINES = [
  MARKUP,
  `${ESC}[31m${MARKUP}${ESC}[0m`,
  // A terminal's link: the words say one thing and the address another.
  `${ESC}]8;;javascript:window.isHacked=true${ESC}\\click me${ESC}]8;;${ESC}\\`,
  `${ESC}[2J${ESC}[1;1Hall is well`,
  '\ufffd\ufffe\u0000 not UTF-8',
  '\u202edetrevni',
  `a long line ${'x'.repeat(1_000_000)}`,
]

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.afterAll(() => panel.stop())

// What a container, a console or a file name says is written by others; it is shown, and never done.
test('markup, links and control codes in log lines, server names and errors stay text on the page of a run', async ({ page }) => {
  await panel.enter(page)
  const state = RUN_STATES.failed()
  const text = JSON.stringify(state).replaceAll('ERROR 1060', JSON.stringify(`${MARKUP} ERROR 1060`).slice(1, -1))
  const hostile: typeof state = JSON.parse(text)
  const at = '2026-11-01T18:00:00.000Z'
  const first = hostile.snapshot.lastLogSeq + 1
  const lines = LINES.map((line, index) => ({
    seq: first + index,
    at,
    stepId: 'initialize-metadata' as const,
    stream: 'stdout' as const,
    text: line,
  }))
  const events = await fakeRoutes(page, hostile)
  await page.route('**/api/upgrades/*/servers', (route) =>
    route.fulfill({ json: JSON.parse(JSON.stringify(hostile.servers).replaceAll(/"(\d+\.\d+\.\d+\.\d+)"/g, JSON.stringify(MARKUP))) }),
  )
  await page.goto(`${panel.url}/upgrades/${hostile.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 60_000 })
  await events.say({ type: 'log', lines })
  await expect(page.locator(`[data-seq="${first}"]`)).toContainText(MARKUP)
  await expect(page.locator(`[data-seq="${first + 2}"]`)).toContainText('click me')
  await expect(page.locator(`[data-seq="${first + LINES.length - 1}"]`)).toContainText('a long line')
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText(MARKUP)
  expect(await page.evaluate(() => ({ isHacked: 'isHacked' in window, images: document.querySelectorAll('img[src=x]').length }))).toEqual({
    isHacked: false,
    images: 0,
  })
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
})
