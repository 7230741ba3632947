import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import type { JobReport } from '../../server/contract/report.ts'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE, type PersonName } from '../fixtures/people.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

const PASSWORD = 'planted-pass-word-7341'
const MARKUP = '<img src=x onerror="document.title=1"><b>bold</b>'

let panel: Panel
let rolledBack: FinishedJob
let succeeded: FinishedJob

test.beforeAll(async () => {
  panel = await startPanel()
  const jobs = await storedJobs(panel, [
    { number: 1, outcome: 'rolled-back', secret: PASSWORD },
    {
      number: 2,
      outcome: 'succeeded',
      at: '2026-11-08T17:00:00.000Z',
      slowness: 2,
      image: 'registry.example/oms:feature_3.4.0-b2',
      secret: PASSWORD,
    },
  ])
  const [first, second] = jobs
  if (first === undefined || second === undefined) throw new Error('the jobs were not stored')
  rolledBack = first
  succeeded = second
})

test.afterAll(() => panel.stop())

async function open(page: Page, address: string, who: PersonName = 'approver'): Promise<void> {
  await panel.enter(page, who)
  await page.goto(`${panel.url}${address}`)
}

/** The text of the page as it prints, in the order of reading. */
async function printed(page: Page): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'))
  try {
    const file = path.join(folder, 'report.pdf')
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }))
    return (await promisify(execFile)('pdftotext', ['-layout', file, '-'])).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// The reviewer's question is "what happened at the second try, and who said so": the last status alone cannot answer it.
test('a reviewer comes from the run page and finds every attempt, its raw error and log as text, and the decision between', async ({
  page,
}) => {
  await open(page, `/upgrades/${rolledBack.jobId}`)
  await page.getByRole('link', { name: 'Review', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Review of upgrade 1 · oms-prod' })).toBeVisible()
  const upgrade = page.getByRole('region', { name: 'Upgrade', exact: true })
  const step = upgrade.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Back up rm, cm and cm_hb' }) })
  await expect(step.getByText('Attempt 1', { exact: true })).toBeVisible()
  await expect(step.getByText('Attempt 2', { exact: true })).toBeVisible()
  await expect(step.getByText('because: Disk cleared')).toBeVisible()
  await expect(step.getByText('mysqldump: Got errno 28 on write <img src=x')).toBeVisible()
  await expect(upgrade.getByText('T1, old container stopped')).toBeVisible()

  const failed = upgrade.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Initialize the metadata' }) })
  await failed.getByText('Log of attempt 1').click()
  const log = failed.getByRole('region', { name: 'Log lines of attempt 1' })
  await expect(log.getByText('failed, attempt 1')).toBeVisible()
  await expect(log.getByText('[INFO] alter table <img src=x onerror="document.title=1">')).toBeVisible()
  await expect(log.locator('.log-green')).toHaveText('[INFO]')
  expect(await page.locator('main img').count()).toBe(0)
  await expect(page).toHaveTitle(/Review/)

  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Upgrade 1' }).click()
  await expect(page).toHaveURL(`${panel.url}/upgrades/${rolledBack.jobId}`)
})

// A comment that runs as markup would run in the session of the administrator who reads it.
test('a comment with markup is shown as text to the next reader, who cannot remove it, and its author can', async ({ page }) => {
  const address = `/upgrades/${rolledBack.jobId}/review`
  await open(page, address, 'viewer')
  await page.getByRole('button', { name: 'Comment on Initialize the metadata' }).click()
  await page.getByRole('textbox', { name: 'Comment on Initialize the metadata' }).fill(MARKUP)
  await page.getByRole('button', { name: 'Add comment' }).first().click()
  const comments = page.getByRole('list', { name: 'Comments on Initialize the metadata' })
  await expect(comments.getByText(MARKUP)).toBeVisible()

  await open(page, address, 'approver')
  await expect(comments.getByText(MARKUP)).toBeVisible()
  await expect(comments.getByRole('button', { name: 'Remove' })).toHaveCount(0)
  expect(await page.locator('main img, main b').count()).toBe(0)

  await open(page, address, 'viewer')
  await comments.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Remove comment' }).click()
  await expect(comments.getByText(`Removed by ${PEOPLE.viewer.name}`)).toBeVisible()
  await expect(comments.getByText(MARKUP)).toHaveCount(0)
})

test('the approver signs every item of the checklist by name, takes one back with a reason, and a viewer can do neither', async ({
  page,
}) => {
  const address = `/upgrades/${succeeded.jobId}/review`
  await open(page, address, 'viewer')
  await expect(page.getByRole('heading', { name: 'Closing checklist' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Sign:/ })).toHaveCount(0)

  await open(page, address, 'approver')
  const list = page.getByRole('region', { name: 'Closing checklist' })
  const signed = list.getByText(`Signed by ${PEOPLE.approver.name}`)
  for (const count of [1, 2, 3, 4]) {
    await list
      .getByRole('button', { name: /^Sign:/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: 'Note' }).fill(`looked, ${count}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(signed).toHaveCount(count)
  }
  await expect(list.getByText(`Signed off by ${PEOPLE.approver.name}`)).toBeVisible()

  await list
    .getByRole('button', { name: /^Take back:/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Give a reason first.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('One browser was forgotten')
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click()
  await expect(list.getByText(/had signed; taken back by Anna Approver.*One browser was forgotten/)).toBeVisible()
  await expect(list.getByText(`Signed off by ${PEOPLE.approver.name}`)).toHaveCount(0)
})

test('two runs are chosen and compared, also an upgrade with a rollback, and a bad address says what is wrong', async ({ page }) => {
  const [upgrade = '', rollback = ''] = rolledBack.runIds
  await open(page, `/upgrades/compare?a=${upgrade}`, 'viewer')
  await expect(page.getByText('Choose two runs to compare.')).toBeVisible()
  await page.getByRole('combobox', { name: 'B' }).selectOption(succeeded.runIds[0] ?? '')
  const row = page.getByRole('table', { name: 'Steps' }).getByRole('row').filter({ hasText: 'Back up rm, cm and cm_hb' })
  await expect(row.getByText('2 min longer')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Plan' }).getByText('registry.example/oms:feature_3.4.0-b2')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /Only in B:.*feature_3\.4\.0-b2/ })).toBeVisible()

  await open(page, `/upgrades/compare?a=${upgrade}&b=${rollback}`, 'viewer')
  await expect(page.getByText('Not in this procedure').first()).toBeVisible()
  await open(page, `/upgrades/compare?a=${upgrade}&b=${upgrade}`, 'viewer')
  await expect(page.getByText('Both sides are the same run.')).toBeVisible()
  await open(page, `/upgrades/compare?a=${upgrade}&b=nonsense`, 'viewer')
  await expect(page.getByText('There is no run or job nonsense.')).toBeVisible()
})

// The printed report is what auditors keep; a page that lost its hash or shows a password is worse than none.
test('the report prints to A4 with head, hash, attempts, dumps and audit rows in both languages, light and without a password', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const [lang, words] of [
    [
      'en',
      [
        'OMS upgrade 1 · oms-prod',
        'Dumps of the old state',
        'Head of the chain',
        'because: Disk cleared',
        'approved it',
        'Closing checklist',
        'ONLINE',
      ],
    ],
    ['zh', ['OMS 升级 1 · oms-prod', '旧状态的备份', '链头', '原因：Disk cleared', '已批准', '收尾清单', 'ONLINE']],
  ] as const) {
    await open(page, `/upgrades/${rolledBack.jobId}/report?lang=${lang}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('oms-prod')
    const text = await printed(page)
    const pages = text.split('\f').filter((one) => one.trim() !== '')
    expect(pages.length).toBeGreaterThan(2)
    for (const one of pages) expect(one).toContain(rolledBack.planHash)
    // Between two scripts pdftotext sees gaps that nobody sees on paper.
    const dense = text.replaceAll(/\s/g, '')
    for (const word of words) expect(dense).toContain(word.replaceAll(' ', ''))
    expect(text).toMatch(new RegExp(`1\\s*/\\s*${pages.length}`))
    expect(dense).toContain('9b74c9897bac770ffc029102a200c5de1b4ef1e2f3d8a7c1f4b2aa0b7c6e5d41')
    expect(text).toContain('[secret]')
    expect(text).not.toContain(PASSWORD)
    // Neither navigation nor buttons are on paper.
    expect(text).not.toContain('Installations')
    expect(text).not.toMatch(/Print or save as PDF|打印或存为 PDF/)
  }
  const ink = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'))
  const onDarkScreen = await ink()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const onPaper = await ink()
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
  await expect.poll(ink).toBe(onPaper)
  expect(onDarkScreen).not.toBe(onPaper)
})

test('the bundle comes as a file with what the page shows; a viewer gets it without the rows of the trail', async ({ page }) => {
  await open(page, `/upgrades/${rolledBack.jobId}/report`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'JSON bundle' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('oms-upgrade-1-report.json')
  const text = readFileSync(await file.path(), 'utf8')
  const report = JSON.parse(text) as JobReport
  expect(report).toMatchObject({ format: 'oms-upgrade-panel.job-report', version: 2, planHash: rolledBack.planHash, log: null })
  expect(report.audit.rows?.length).toBeGreaterThan(4)
  expect(text).not.toContain(PASSWORD)

  await open(page, `/upgrades/${rolledBack.jobId}/report`, 'viewer')
  await expect(page.getByText('The rows are left out: the reader of this report may not read the audit trail.')).toBeVisible()
  const answer = await page.request.get(`${panel.url}/api/upgrades/${rolledBack.jobId}/report?log=1`)
  expect(answer.headers()['content-disposition']).toContain('attachment')
  const mine = (await answer.json()) as JobReport
  expect(mine.audit.rows).toBeNull()
  expect(mine.log).toHaveLength(mine.logLines)
})
