import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { keepAuditKey } from '../../server/db/audit-key.ts'
import { openStore, type Store, type Transaction } from '../../server/db/open-store.ts'
import { readKey } from '../../server/db/read-key.ts'
import { recordAudit } from '../../server/db/record-audit.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import { startedJob } from '../../server/db/testing/started-job.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { expectReadable, shoot } from '../fixtures/readable.ts'

const ROWS = 120
const MARKUP = '<img src=x onerror=alert(1)> \u001b[31mred'

let panel: Panel
let store: Store

test.beforeAll(async () => {
  panel = await startPanel()
  keepAuditKey(readKey({ key: undefined, keyFile: path.join(panel.dataFolder, 'panel.key') }))
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
  await store.$transaction(seed, { timeout: 60_000 })
})

test.afterAll(async () => {
  await store.$disconnect()
  await panel.stop()
})

async function seed(tx: Transaction): Promise<void> {
  const { jobId, installationId, runId } = await startedJob(tx as Store)
  // A run that nobody has to execute.
  await tx.run.update({ where: { id: runId }, data: { status: 'held' } })
  await tx.upgradeJob.update({ where: { id: jobId }, data: { status: 'needs-decision' } })
  const record = (name: string, action: string, detail: Record<string, unknown>) =>
    recordAudit(tx, { at: new Date(), actor: somebody(name, 'operator'), action, subject: jobId, installationId, detail })
  for (let number = 0; number < ROWS; number += 1) await record('Otto Operator', 'upgrade.hold', { reason: `because ${number}` })
  await record('=HYPERLINK("x")', 'installation.policy', { before: { approval: true }, after: { approval: false } })
  await record('Otto Operator', 'upgrade.skip', { reason: MARKUP })
}

const rows = (page: Page) => page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem')

// The team lead's question "who did it?" has to end in an answer, and the answer has to be worth something.
test('an approver reads the trail, filters it, loads older rows, and takes an export away', async ({ page }) => {
  await panel.enter(page, 'approver')
  await page.goto(`${panel.url}/audit`)
  await expect(page.getByText('The trail is whole')).toBeVisible({ timeout: 60_000 })
  await expect(rows(page)).toHaveCount(50)
  await expect(rows(page).first()).toContainText('Skipped a step')
  await expect(rows(page).first().getByRole('link', { name: 'Upgrade 1' })).toBeVisible()
  await rows(page).first().getByText('Details').click()
  await expect(rows(page).first().getByText('<img src=x onerror=alert(1)> \\u{1b}[31mred', { exact: true })).toBeVisible()
  await rows(page).nth(1).getByText('Details').click()
  await expect(rows(page).nth(1).getByRole('row', { name: 'approval true false' })).toBeVisible()
  await page.getByRole('button', { name: 'Load older rows' }).click()
  await expect(rows(page)).toHaveCount(100)

  await page.getByLabel('What', { exact: true }).selectOption('Installations')
  await page.getByLabel('Text in subject or details').fill('approval')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/text=approval&group=installation/)
  await expect(rows(page)).toHaveCount(1)
  await page.reload()
  await expect(page.getByLabel('Text in subject or details')).toHaveValue('approval')
  await expect(rows(page)).toHaveCount(1)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^audit-.*\.csv$/)
  const csv = readFileSync(await file.path(), 'utf8')
  expect(csv.startsWith('\uFEFFid,at,actor,')).toBe(true)
  expect(csv.trim().split('\r\n')).toHaveLength(2)
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)

  await page.goto(`${panel.url}/audit?group=audit`)
  await expect(rows(page).first()).toContainText('Exported the audit trail')
  await expect(rows(page).first()).toContainText(PEOPLE.approver.name)
})

// Attempts that leave no trace are made again until one works.
test('refused attempts are in the trail, and what was entered is not', async ({ page }) => {
  await panel.enter(page, 'viewer')
  await page.goto(`${panel.url}/audit`)
  await expect(page.getByText('You may not read the audit trail')).toBeVisible()
  expect((await page.request.get(`${panel.url}/api/audit`)).status()).toBe(403)
  await panel.enter(page, 'operator')
  const foreign = { origin: 'https://elsewhere.example' }
  expect((await page.request.post(`${panel.url}/api/images/upload`, { headers: foreign })).status()).toBe(403)
  // A page that is still open would ask on as a stranger.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto(`${panel.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(PEOPLE.admin.email)
  await page.getByLabel('Password', { exact: true }).fill('a password nobody has')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('The e-mail address or the password is wrong.')).toBeVisible()

  await panel.enter(page)
  await page.goto(`${panel.url}/audit?outcome=refused`)
  await expect(rows(page)).toHaveCount(3)
  await expect(rows(page).nth(0)).toContainText('Tried to sign in')
  await expect(rows(page).nth(1)).toContainText('Asked for POST /api/images/upload')
  await expect(rows(page).nth(2)).toContainText('Asked for GET /api/audit')
  await expect(rows(page).nth(2)).toContainText(PEOPLE.viewer.name)
  await rows(page).nth(1).getByText('Details').click()
  await expect(rows(page).nth(1)).toContainText('not from a page of the panel')
  expect(JSON.stringify(await store.auditEvent.findMany())).not.toContain('a password nobody has')
})

test('the page can be used by everybody, in both themes and languages, also on a phone', async ({ page }) => {
  await panel.enter(page)
  await expectReadable(page, panel, {
    name: 'audit',
    address: '/audit',
    mark: (at, locale) => at.getByText(locale === 'en' ? 'The trail is whole' : '审计记录完整'),
    act: (at) => at.locator('summary').nth(1).click(),
  })
  // Between the heading and the rows of a phone there is no room for eight fields.
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByLabel('人员', { exact: true })).toBeHidden()
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await page.getByLabel('人员', { exact: true }).selectOption(PEOPLE.approver.name)
  await page.getByRole('button', { name: '应用' }).click()
  await expect(page.getByRole('button', { name: '筛选（1）' })).toHaveAttribute('aria-expanded', 'false')
})

// The only spec that spoils the trail, so the last one.
test('a trail that somebody meddled with is called so, with its row', async ({ page }) => {
  await panel.enter(page)
  await page.goto(`${panel.url}/audit`)
  await expect(page.getByText('The trail is whole')).toBeVisible({ timeout: 60_000 })
  await store.$executeRawUnsafe("UPDATE AuditEvent SET actor = 'Nobody Important' WHERE id = 7")
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('The trail is not whole: row 7')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('alert').filter({ hasText: 'The trail is not whole: row 7' })).toContainText('changed after it was written')
  await shoot(page, 'audit-broken')
})
