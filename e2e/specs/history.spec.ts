import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import type { SeededJob } from '../../server/db/testing/seed-history.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadable } from '../fixtures/readable.ts'
import { seedPanel } from '../fixtures/seed-panel.ts'

let panel: Panel
let ids: string[]

function job(number: number): SeededJob {
  const month = String((number % 12) + 1).padStart(2, '0')
  return {
    number,
    startedAt: `2026-${month}-10T01:00:00Z`,
    durationSeconds: 1500 + ((number * 137) % 900),
    downtimeSeconds: 700 + ((number * 61) % 500),
    approval: { kind: 'given', by: 'Anna Approver' },
  }
}

// Job 1 waits, 2 was rolled back for a reason that a spreadsheet would calculate, 3 broke the glass, 4 is only planned.
const JOBS: SeededJob[] = [
  { number: 1, installation: 'oms-b', status: 'needs-decision', startedAt: '2025-10-05T10:00:00Z', durationSeconds: 40 },
  {
    ...job(2),
    installation: 'oms-b',
    from: '3.2.1',
    to: '3.3.1',
    startedAt: '2025-10-10T10:00:00Z',
    startedBy: '=Li Wei',
    rollback: { by: 'Ada Admin', reason: '=HYPERLINK("http://example.org","the Store did not come back")' },
  },
  { ...job(3), startedAt: '2025-11-20T10:00:00Z', downtimeSeconds: 1490, approval: { kind: 'break-glass', by: 'Ada Admin' } },
  { number: 4, plannedBy: '陈静', approval: { kind: 'refused', by: 'Anna Approver' } },
  ...Array.from({ length: 56 }, (_, index) => job(index + 5)),
]

test.beforeAll(async () => {
  panel = await startPanel()
  ids = await seedPanel(panel, JOBS)
})

test.afterAll(() => panel.stop())

test.beforeEach(({ page }) => panel.enter(page, 'viewer'))

const total = (page: Page) => page.getByRole('status').filter({ hasText: /job/ })
const numbers = async (page: Page) =>
  (
    await page
      .getByRole('table')
      .getByRole('link', { name: /^Job \d+$/ })
      .allInnerTexts()
  ).map((text) => Number(text.slice(4)))

test('filter and order live in the address, the back button undoes them, and a link opens the same list', async ({ page }) => {
  await page.goto(`${panel.url}/upgrades`)
  await expect(total(page)).toHaveText('60 jobs')
  await page.getByLabel('Result', { exact: true }).selectOption('Rolled back')
  await expect(total(page)).toHaveText('1 job matches')
  await expect(page).toHaveURL(/[?&]status=rolled-back/)
  await expect(page.getByRole('row', { name: /Job 2/ })).toContainText('Rolled back by Ada Admin: =HYPERLINK')
  await page.goBack()
  await expect(total(page)).toHaveText('60 jobs')
  await expect(page.getByLabel('Result', { exact: true })).toHaveValue('')

  await page.getByRole('button', { name: 'Downtime' }).click()
  await expect(page.getByRole('columnheader', { name: 'Downtime' })).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await numbers(page))[0]).toBe(3)
  await page.getByRole('searchbox', { name: 'Search' }).fill('anna 3.4.0')
  await expect(page).toHaveURL(/text=anna\+3\.4\.0/)
  await page.getByLabel('Only broken glass').check()
  await expect(total(page)).toHaveText('No job matches')
  await page.getByRole('button', { name: 'Clear filter' }).first().click()
  await expect(total(page)).toHaveText('60 jobs')
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('')

  await page.goto(`${panel.url}/upgrades?person=Ada+Admin&from=2025-11-01&to=2025-11-20&sort=started&order=asc`)
  await expect(total(page)).toHaveText('1 job matches')
  expect(await numbers(page)).toEqual([3])
  await expect(page.getByRole('row', { name: /Job 3/ })).toContainText('Glass broken by Ada Admin')
  await expect(page.getByLabel('Person')).toHaveValue('Ada Admin')
  await page.goto(`${panel.url}/upgrades?status=nonsense&after=x`)
  await expect(total(page)).toHaveText('60 jobs')
})

test('pages turn forwards and backwards without a job twice, and two jobs of different pages are compared', async ({ page }) => {
  await page.goto(`${panel.url}/upgrades`)
  await page.getByRole('checkbox', { name: 'Choose job 60 to compare' }).check()
  await expect(page.getByText('Job 60 is chosen. Choose one more')).toBeVisible()
  const first = await numbers(page)
  expect(first).toHaveLength(50)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect.poll(() => numbers(page)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  await expect(page).toHaveURL(/after=/)
  await page.getByRole('checkbox', { name: 'Choose job 2 to compare' }).check()
  await expect(page.getByRole('link', { name: 'Compare', exact: true })).toHaveAttribute(
    'href',
    `/upgrades/compare?a=${ids[1]}&b=${ids[59]}`,
  )
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect.poll(() => numbers(page)).toEqual(first)
  await page.goBack()
  await expect.poll(() => numbers(page)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  await expect(page.getByRole('link', { name: 'Review of job 2' })).toHaveAttribute('href', `/upgrades/${ids[1]}/review`)
})

// A job that waits must be the first thing on the overview, however old it is.
test('the overview shows the old job that waits', async ({ page }) => {
  await page.goto(panel.url)
  await expect(page.getByRole('link', { name: 'Open job 1', exact: true })).toBeVisible()
})

// A cell that begins with "=" runs as a formula on the reviewer's machine.
test('the filtered list is exported as CSV whose cells no spreadsheet calculates', async ({ page }) => {
  await page.goto(`${panel.url}/upgrades?installation=&version=3.2.1`)
  await expect(total(page)).toHaveText('1 job matches')
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(/^upgrades-.*\.csv$/)
  const text = await readFile(await download.path(), 'utf8')
  expect(text.charCodeAt(0)).toBe(0xfeff)
  const lines = text.trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('Job,Id,Installation,Result')
  expect(lines[1]).toContain(`2,${ids[1]},oms-b,rolled-back,3.2.1,3.3.1,Otto Operator`)
  expect(lines[1]).toContain(",'=Li Wei,")
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://example.org"",""the Store did not come back"")"`)
  expect(lines[1]).not.toMatch(/(^|,)"?=/)
  const all = await (await page.request.get(`${panel.url}/api/upgrades/export`)).text()
  expect(all.trim().split('\n')).toHaveLength(61)
  expect((await page.request.get(`${panel.url}/api/upgrades?status=nonsense`)).status()).toBe(400)
})

test('the chart of an installation marks what was rolled back, is read by keys, and has the same numbers as a table', async ({ page }) => {
  const violations: string[] = []
  page.on('console', (message) => /Content.Security.Policy|violates/i.test(message.text()) && violations.push(message.text()))
  await page.goto(`${panel.url}/upgrades`)
  await page.getByLabel('Installation', { exact: true }).selectOption('oms-b')
  await page.getByText('Downtime and duration over time').click()
  const chart = page.getByRole('figure', { name: /Chart of downtime and duration of 1 finished upgrade/ })
  await expect(chart.locator('[data-rolled-back]')).toHaveCount(2)
  await page.getByLabel('Installation', { exact: true }).selectOption('oms-a')
  const other = page.getByRole('figure', { name: /of 57 finished upgrades/ })
  await expect(other.locator('svg circle')).toHaveCount(114)
  await other.getByRole('application').focus()
  await page.keyboard.press('ArrowRight')
  await expect(other.getByText(/^Job \d+ · 3\.4\.0$/)).toBeVisible()
  await page.getByText('The same as a table').click()
  await expect(page.getByRole('table', { name: 'Downtime and duration over time' }).getByRole('row')).toHaveCount(58)
  expect(violations).toEqual([])
})

test('an installation without a finished upgrade says so instead of an empty chart', async ({ page }) => {
  await seedPanel(panel, [{ number: 900, installation: 'oms-new' }])
  await page.goto(`${panel.url}/upgrades`)
  await page.getByLabel('Installation', { exact: true }).selectOption('oms-new')
  await page.getByText('Downtime and duration over time').click()
  await expect(page.getByText('No upgrade of this installation is finished yet')).toBeVisible()
})

test('no barrier in both themes and languages, and nothing is wider than the screen', async ({ page }) => {
  await expectReadable(page, panel, {
    name: 'history',
    address: '/upgrades',
    mark: (at) => at.getByText('陈静').or(at.getByRole('table')),
    async act(at) {
      await at.getByRole('combobox').first().selectOption('oms-a')
      await at.getByText(/^(Downtime and duration over time|停机时间与耗时趋势)$/).click()
      await expect(at.locator('.recharts-surface').first()).toBeVisible()
    },
  })
  // On a phone jobs are cards.
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('table', { name: '升级任务列表' })).toBeHidden()
  await expect(page.getByRole('list', { name: '升级任务列表' })).toBeVisible()
  // And the filter's fields wait behind a button that says how many of them are in use.
  const person = page.getByLabel('人员', { exact: true })
  await expect(person).toBeHidden()
  await page.getByRole('button', { name: '筛选（1）' }).click()
  await expect(person).toBeVisible()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page.getByRole('button', { name: '筛选', exact: true })).toHaveAttribute('aria-expanded', 'true')
})
