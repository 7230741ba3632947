import { expect, type Locator, type Page, test } from '@playwright/test'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadableNow } from '../fixtures/readable.ts'
import { RUN_STATES } from '../fixtures/run-states.ts'
import { START_STATES } from '../fixtures/start-states.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

const BACK = 'What you had typed is back'

let panel: Panel
let job: FinishedJob

test.beforeAll(async () => {
  panel = await startPanel()
  const [only] = await storedJobs(panel, [{ number: 1, outcome: 'rolled-back' }])
  if (only === undefined) throw new Error('the job was not stored')
  job = only
})

test.afterAll(() => panel.stop())

const drafts = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length)
const kept = (page: Page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
const field = (at: Page | Locator, name: string | RegExp) => at.getByRole('textbox', { name })
const press = (at: Page | Locator, name: string | RegExp) => at.getByRole('button', { name, exact: typeof name === 'string' }).click()

// Half an hour of looking at a failed step is in such a comment.
test('a comment that is not sent survives a reload at its own step, and is gone once it is sent or cancelled', async ({ page }) => {
  await panel.enter(page, 'viewer')
  await page.goto(`${panel.url}/upgrades/${job.jobId}/review`)
  const [failed, other] = ['Comment on Initialize the metadata', 'Comment on Back up rm, cm and cm_hb'] as const
  for (const [name, words] of [
    [failed, 'The third try had another error.'],
    [other, 'The disk was full.'],
    ['Comment on the whole job', 'Next time on a Sunday.'],
  ] as const) {
    if (name !== 'Comment on the whole job') await press(page, name)
    await field(page, name).fill(words)
  }
  await page.reload()
  await expect(field(page, failed)).toHaveValue('The third try had another error.')
  await expect(field(page, other)).toHaveValue('The disk was full.')
  await expect(field(page, 'Comment on the whole job')).toHaveValue('Next time on a Sunday.')
  await expect(field(page, failed)).toHaveAccessibleDescription(new RegExp(`^${BACK}`))
  await expectReadableNow(page, 'draft-comment')

  const threads = page.getByRole('listitem').filter({ has: field(page, failed) })
  await press(threads, 'Add comment')
  await expect(page.getByRole('list', { name: 'Comments on Initialize the metadata' })).toContainText('The third try had another error.')
  await press(page.getByRole('listitem').filter({ has: field(page, other) }), 'Cancel')
  await page.reload()
  await expect(field(page, 'Comment on the whole job')).toHaveValue('Next time on a Sunday.')
  await expect(field(page, failed)).toBeHidden()
  await expect(field(page, other)).toBeHidden()
  await field(page, 'Comment on the whole job').fill('')
  expect(await drafts(page)).toBe(0)
})

test('the note of a sign-off is back after Escape, and is gone after Cancel and once it is signed', async ({ page }) => {
  await panel.enter(page, 'approver')
  await page.goto(`${panel.url}/upgrades/${job.jobId}/review`)
  const sign = page.getByRole('button', { name: /^Sign:/ })
  const dialog = page.getByRole('dialog')
  await sign.first().click()
  await field(dialog, 'Note').fill('Looked at the links.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await sign.nth(1).click()
  await expect(field(dialog, 'Note')).toHaveValue('')
  await press(dialog, 'Cancel')
  await sign.first().click()
  await expect(field(dialog, 'Note')).toHaveValue('Looked at the links.')
  await press(dialog, 'Cancel')
  await sign.first().click()
  await expect(field(dialog, 'Note')).toHaveValue('')
  await field(dialog, 'Note').fill('Looked again.')
  await press(dialog, 'Sign')
  await expect(page.getByText(/Signed by .* · Looked again\./)).toBeVisible()
  expect(await drafts(page)).toBe(0)
})

test('the reason of a refusal survives a reload, for that word only', async ({ page }) => {
  const state = { ...START_STATES.missed(), as: 'admin' as const }
  await panel.enter(page, state.as)
  await fakeRoutes(page, state, state.reading)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  const dialog = page.getByRole('dialog')
  await press(page, 'Refuse')
  await field(dialog, 'Why').fill('The window of Friday is taken.')
  await page.reload()
  await press(page, 'Break the glass')
  await expect(field(dialog, 'Why')).toHaveValue('')
  await press(dialog, 'Not now')
  await press(page, 'Refuse')
  await expect(field(dialog, 'Why')).toHaveValue('The window of Friday is taken.')
  await expectReadableNow(page, 'draft-refusal')
  await press(dialog, 'Not now')
  expect(await drafts(page)).toBe(0)
})

// The name is typed so that nobody rolls back by habit: brought back by the panel it would say nothing.
test('the reason of a rollback survives a reload, but what confirms it is given anew', async ({ page }) => {
  const state = RUN_STATES.failed()
  await panel.enter(page)
  await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  const dialog = page.getByRole('dialog')
  await press(page, 'Roll back to V3.3.1')
  await field(dialog, 'Why do you roll back?').fill('The schema is not the one of V3.4.0.')
  await field(dialog, 'Type oms_340 to confirm').fill('oms_340')
  await page.reload()
  await press(page, 'Roll back to V3.3.1')
  await expect(field(dialog, 'Why do you roll back?')).toHaveValue('The schema is not the one of V3.4.0.')
  await expect(field(dialog, 'Why do you roll back?')).toHaveAccessibleDescription(new RegExp(`^${BACK}`))
  await expect(field(dialog, 'Type oms_340 to confirm')).toHaveValue('')
  await expectReadableNow(page, 'draft-rollback')
  await press(dialog, 'Do not roll back')
  expect(await drafts(page)).toBe(0)
})

test('the reason for leaving out a step survives a reload, and the passwords for the next attempt do not', async ({ page }) => {
  const state = RUN_STATES.failedWithInputs()
  await panel.enter(page)
  await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await field(page, 'Reason').fill('The table is empty here.')
  await page.getByText('Was something entered wrong? Change it for this attempt').click()
  await page.getByLabel('Console password').fill('console-4711')
  expect(await kept(page)).toContain('The table is empty here.')
  expect(await kept(page)).not.toContain('4711')
  await page.reload()
  await expect(field(page, 'Reason')).toHaveValue('The table is empty here.')
  await page.getByText('Was something entered wrong? Change it for this attempt').click()
  await expect(page.getByLabel('Console password')).toHaveValue('')
  await expectReadableNow(page, 'draft-decision')
})

// A token that lies in the browser's storage is read by the next one who sits down there.
test('a channel that is not saved survives a reload, but no address of a webhook, no secret and no password is kept', async ({ page }) => {
  await panel.enter(page, 'admin')
  await page.goto(`${panel.url}/settings/notifications`)
  const form = page.getByRole('dialog')
  await press(page, 'Add channel')
  await field(form, 'Name').fill('Night watch')
  await field(form, 'Address').fill('https://hooks.example/token-4711')
  await press(form, 'Make a new secret')
  await form.getByRole('checkbox', { name: 'Window missed' }).uncheck()
  expect(await kept(page)).toContain('Night watch')
  expect(await kept(page)).not.toMatch(/4711|whsec_/)
  await page.reload()
  await press(page, 'Add channel')
  await expect(form.getByText('Webhook addresses, secrets and passwords are not kept: type them again.')).toBeVisible()
  await expect(field(form, 'Name')).toHaveValue('Night watch')
  await expect(field(form, 'Address')).toHaveValue('')
  await expect(field(form, 'Signing secret')).toHaveValue('')
  await expect(form.getByRole('checkbox', { name: 'Window missed' })).not.toBeChecked()
  await expectReadableNow(page, 'draft-channel')
  await press(form, 'Start afresh')
  await expect(field(form, 'Name')).toHaveValue('')
  await expect(field(form, 'Name')).toBeFocused()
  await expect(form.getByText('What you had entered is back')).toBeHidden()
  expect(await drafts(page)).toBe(0)

  await form.getByLabel('Kind').selectOption('email')
  await field(form, 'Mail server').fill('mail.example')
  await form.getByLabel('Password').fill('mail-4711')
  expect(await kept(page)).toContain('mail.example')
  expect(await kept(page)).not.toContain('4711')
  await page.keyboard.press('Escape')
  await press(page, 'Add channel')
  await expect(field(form, 'Mail server')).toHaveValue('mail.example')
  await expect(form.getByLabel('Password')).toHaveValue('')
  await press(form, 'Cancel')
  expect(await drafts(page)).toBe(0)
})
