import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { insertLog } from '../../server/db/testing/insert-log.ts'
import { fillLog } from '../bench/fill-log.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { ask } from '../fixtures/raw-calls.ts'
import { expectFits, expectNoFaults, shoot } from '../fixtures/readable.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

const LINES = 200_000
const MARKUP = '<img src=x onerror="window.isHacked=true">'
const ESC = '\u001b'

let panel: Panel
let store: Store
let jobId: string

test.beforeAll(async () => {
  panel = await startPanel()
  const [job] = await storedJobs(panel, [{ number: 7, outcome: 'succeeded' }])
  jobId = job?.jobId ?? ''
  const databaseFile = path.join(panel.dataFolder, 'panel.db')
  store = openStore(databaseFile)
  await store.logLine.deleteMany({ where: { jobId } })
  await fillLog(databaseFile, jobId, LINES)
})

test.beforeEach(({ page }) => panel.enter(page, 'viewer'))

test.afterAll(async () => {
  await store.$disconnect()
  await panel.stop()
})

const address = () => `${panel.url}/upgrades/${jobId}`
const rowsOf = (page: Page) => page.getByRole('region', { name: 'Lines of the log' })
const lineOf = (page: Page, seq: number) => page.locator(`[data-seq="${seq}"]`)

/** In the frame of the log, wherever on the page that is. */
async function expectInSight(page: Page, seq: number): Promise<void> {
  const isInFrame = () =>
    lineOf(page, seq).evaluateAll(([row]) => {
      const [line, frame] = [row?.getBoundingClientRect(), row?.closest('section')?.getBoundingClientRect()]
      return line !== undefined && frame !== undefined && line.top >= frame.top - 1 && line.bottom <= frame.bottom + 1
    })
  await expect.poll(isInFrame, { message: `line ${seq} in sight` }).toBe(true)
}

const count = () => store.logLine.count({ where: { jobId } })

/** Lines that the run writes while somebody looks on. */
async function write(...texts: string[]): Promise<number> {
  const first = (await count()) + 1
  const at = new Date().toISOString()
  await insertLog(
    store,
    jobId,
    texts.map((text, index) => ({ seq: first + index, at, stepId: 'closing-note', run: 1, attempt: 1, stream: 'stdout', text })),
  )
  return first
}

// Who is sent a line must see that line, at once, and not two hundred thousand others first.
test('the address of a line opens the log there; the end, the beginning and a range are a key or a click away', async ({ page }) => {
  await page.goto(`${address()}#L100000-L100002`)
  await expectInSight(page, 100_001)
  await expect(page.locator('[data-marked]')).toHaveCount(3)
  await expect(page.getByText('200,000 lines', { exact: true })).toBeVisible()
  expect(await page.locator('[data-row]').count()).toBeLessThan(150)
  await expectNoFaults(page)

  const rows = rowsOf(page)
  await rows.press('End')
  await expectInSight(page, LINES)
  await expect(page.getByText('Following the end')).toBeVisible()
  await rows.press('Home')
  await expectInSight(page, 1)

  await lineOf(page, 4).getByRole('link', { name: '4', exact: true }).click()
  await lineOf(page, 2)
    .getByRole('link', { name: '2', exact: true })
    .click({ modifiers: ['Shift'] })
  await expect(page.getByText('Lines 2 to 4 marked')).toBeVisible()
  expect(new URL(page.url()).hash).toBe('#L2-L4')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy 3 lines' }).click()
  await expect(page.getByText('3 lines copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/row batch 2 .*\n.*row batch 3 .*\n.*row batch 4 /)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${address()}#L2-L4`)

  await page.getByRole('textbox', { name: 'Go to line' }).fill('150000')
  await page.keyboard.press('Enter')
  await expectInSight(page, 150_000)
  await page.getByRole('textbox', { name: 'Go to line' }).fill('999999')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Type a number up to 200,000' })).toBeVisible()
})

test('a search finds every line on the panel, counts them truly, and goes from one to the next and back', async ({ page }) => {
  await page.goto(address())
  const search = page.getByRole('searchbox', { name: 'Search the log' })
  await search.fill('DUPLICATE column')
  // Every 1,000th line without every 10,000th.
  await expect(page.getByText('0 of 180')).toBeVisible()
  await search.press('Enter')
  await expect(page.getByText('1 of 180')).toBeVisible()
  await expectInSight(page, 1000)
  await page.getByRole('button', { name: 'Next match' }).click()
  await expectInSight(page, 2000)
  await search.press('Shift+Enter')
  await search.press('Shift+Enter')
  await expect(page.getByText('180 of 180')).toBeVisible()
  await expectInSight(page, 199_000)
  await expect(page.getByText(/^Paused/)).toBeVisible()
  await search.fill('region_7[')
  await expect(page.getByText('No line', { exact: true })).toBeVisible()
})

test('filters by step, stream and level show the true number of lines, and the search stays within them', async ({ page }) => {
  await page.goto(address())
  await page.getByLabel('Level').selectOption('Errors')
  await expect(page.getByText('180 of 200,000 lines')).toBeVisible()
  await expectInSight(page, 199_000)
  await page.getByRole('combobox', { name: 'Step', exact: true }).selectOption('Check everything once more')
  await expect(page.getByText('15 of 200,000 lines')).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search the log' })
  await search.fill('at line 9000')
  await search.press('Enter')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await expectInSight(page, 9000)
  await page.getByLabel('Stream').selectOption("The panel's own")
  await expect(page.getByText('No line fits the filter.')).toBeVisible()
  await page.evaluate(() => {
    window.location.hash = '#L5'
  })
  await expectInSight(page, 5)
  await expect(page.getByText('200,000 lines', { exact: true })).toBeVisible()
})

test('what the reader likes is kept: wrapping, and times from the start or in UTC', async ({ page }) => {
  await page.goto(`${address()}#L1000`)
  await page.getByLabel('Times').selectOption('UTC')
  await expect(lineOf(page, 1000).getByText('18:00:03', { exact: true })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Wrap lines' }).uncheck()
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Wrap lines' })).not.toBeChecked()
  await expect(lineOf(page, 1000).getByText('18:00:03', { exact: true })).toBeVisible()
  await page.getByLabel('Times').selectOption('Since the start')
  await expect(lineOf(page, 1000).getByText(/^[+−]\d\d:\d\d:\d\d$/)).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectFits(page, 320)
  await expectNoFaults(page)
  await shoot(page, 'log-narrow')
})

// A connection breaks in every long night; what was written meanwhile must be there, and what is not must be told.
test('after a break the log goes on without a gap, and lines that do not come are told and loaded on demand', async ({ page }) => {
  await page.addInitScript(() => {
    const streams: EventSource[] = []
    const Source = class extends EventSource {
      constructor(url: string) {
        super(url)
        streams.push(this)
      }
    }
    Object.assign(window, { EventSource: Source, streams })
  })
  await page.goto(address())
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await page.evaluate(() => {
    const { streams } = window as unknown as { streams: EventSource[] }
    for (const stream of streams) stream.close()
    streams.at(-1)?.dispatchEvent(new Event('error'))
  })
  const first = await write('written while nobody could hear it', ...Array.from({ length: 40 }, (_, index) => `and ${index} more`))
  await expect(page.getByText(/^Live updates unavailable since/)).toBeVisible()
  await expectInSight(page, first + 40)
  await page.getByRole('textbox', { name: 'Go to line' }).fill(String(first))
  await page.keyboard.press('Enter')
  await expect(lineOf(page, first)).toContainText('written while nobody could hear it')

  await page.route('**/log/lines?*', (route) => route.abort())
  await page.getByRole('textbox', { name: 'Go to line' }).fill('70000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: /^\d+ lines missing/ })).toBeVisible()
  await page.unroute('**/log/lines?*')
  await page.getByRole('button', { name: 'Load', exact: true }).click()
  await expectInSight(page, 70_000)
  await expect(page.getByText(/lines missing/)).toBeHidden()
})

// Lines are written by whoever runs inside a container.
test('nothing in a line becomes markup or leads anywhere but to http and https', async ({ page }) => {
  const first = await write(
    `${MARKUP} <script>window.isHacked=true</script>`,
    'javascript:window.isHacked=true data:text/html,<script>window.isHacked=true</script>',
    `${ESC}]8;;javascript:window.isHacked=true${ESC}\\click me${ESC}]8;;${ESC}\\`,
    'https://bank.example@evil.example/ \u202ehttps://evil.example/\u202c',
    'see https://www.oceanbase.com/docs?a=1, please',
  )
  await page.goto(`${address()}#L${first}`)
  await expect(lineOf(page, first)).toContainText(MARKUP)
  await expect(lineOf(page, first + 2)).toContainText('click me')
  const links = await page
    .locator('[data-seq] a[target]')
    .evaluateAll((found) => found.map((link) => [link.getAttribute('href'), link.textContent, link.getAttribute('rel')]))
  expect(links).toEqual([
    ['https://evil.example/', 'https://evil.example/', 'noopener noreferrer nofollow'],
    ['https://www.oceanbase.com/docs?a=1', 'https://www.oceanbase.com/docs?a=1', 'noopener noreferrer nofollow'],
  ])
  expect(await page.evaluate(() => 'isHacked' in window)).toBe(false)
  expect(await page.locator('img[src=x]').count()).toBe(0)
})

test('the raw download is every line, as a file with a plain name, for those who may read logs', async ({ page }) => {
  await page.goto(address())
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()])
  expect(download.suggestedFilename()).toBe('oms-upgrade-7.log')
  const raw = `${panel.url}/api/upgrades/${jobId}/log/raw`
  const { headers, text } = await ask(raw, 'GET', { cookie: panel.cookieOf('viewer') })
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(headers['content-disposition']).toBe('attachment; filename="oms-upgrade-7.log"')
  const lines = text.split('\n')
  expect(lines.pop()).toBe('')
  expect(lines).toHaveLength(await count())
  const { at, stepId, stream, text: words } = await store.logLine.findFirstOrThrow({ where: { jobId, seq: 123_400 } })
  expect(lines[123_399]).toBe([123_400, at.toISOString(), stepId, stream, words].join('\t'))
  expect((await ask(raw, 'GET')).status).toBe(401)
})
