import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { ask } from '../fixtures/raw-calls.ts'
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
    run: 1,
    attempt: 1,
    stream: 'stdout' as const,
    text: line,
  }))
  const events = await fakeRoutes(page, hostile)
  await page.route('**/api/upgrades/*/servers', (route) =>
    route.fulfill({
      json: JSON.parse(JSON.stringify(RUN_STATES.succeeded().servers).replaceAll(/"(\d+\.\d+\.\d+\.\d+)"/g, JSON.stringify(MARKUP))),
    }),
  )
  await page.goto(`${panel.url}/upgrades/${hostile.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 60_000 })
  await events.say({ type: 'log', lines })
  await expect(page.locator(`[data-seq="${first}"]`)).toContainText(MARKUP)
  await expect(page.locator(`[data-seq="${first + 2}"]`)).toContainText('click me')
  await expect(page.locator(`[data-seq="${first + LINES.length - 1}"]`)).toContainText('a long line')
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText(MARKUP)
  await expect(page.getByRole('region', { name: 'Servers', exact: true })).toContainText(MARKUP)
  expect(await page.evaluate(() => ({ isHacked: 'isHacked' in window, images: document.querySelectorAll('img[src=x]').length }))).toEqual({
    isHacked: false,
    images: 0,
  })
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
})

// The name comes from the address of the request: one that left the folder could replace the panel's key, or the engine's socket.
test('an upload stays in the image folder, whatever its name says', async () => {
  const cookie = panel.cookieOf('admin')
  const imageFolder = path.join(panel.dataFolder, 'images')
  mkdirSync(imageFolder, { recursive: true })
  symlinkSync(path.join(panel.dataFolder, 'outside.tar'), path.join(imageFolder, 'link.tar'))
  const files = () =>
    readdirSync(panel.dataFolder, { recursive: true })
      .map(String)
      .filter((name) => !name.startsWith('panel.db'))
  const before = files()
  const body = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(4096)])
  const names = ['../evil.tar', '..%2fevil.tar', '%2e%2e%2fevil.tar', '..%5cevil.tar', '/tmp/evil.tar', 'a/b.tar', '.', '..', '']
  for (const name of [...names, '.evil.tar', 'evil%00.tar', 'evil%0a.tar', '-evil.tar', `${'x'.repeat(5_000)}.tar`, 'link.tar']) {
    const { status } = await ask(`${panel.url}/api/images/upload?file=${name}`, 'POST', { cookie, body })
    expect(files(), name).toEqual(before)
    expect(status, name).toBeGreaterThanOrEqual(400)
    expect(status, name).toBeLessThan(500)
  }
  expect(existsSync('/tmp/evil.tar')).toBe(false)
})
