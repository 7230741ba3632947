import { expect, type Page, test } from '@playwright/test'
import { LOCALE_COOKIE, LOCALES, type Locale } from '../../server/contract/locales.ts'
import type { WindowsReading } from '../../server/contract/maintenance-window.ts'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { expectFits, expectNoFaults, expectReadable, shoot } from '../fixtures/readable.ts'
import { START_STATES } from '../fixtures/start-states.ts'
import { storedJobs } from '../fixtures/stored-job.ts'
import { wordsIn } from '../fixtures/words.ts'

let panel: Panel
let job: FinishedJob

test.beforeAll(async () => {
  panel = await startPanel()
  const [only] = await storedJobs(panel, [{ number: 1, outcome: 'succeeded' }])
  if (only === undefined) throw new Error('the job was not stored')
  job = only
})

test.afterAll(() => panel.stop())

async function open(page: Page, name: keyof typeof START_STATES, locale: Locale = 'en'): Promise<void> {
  const state = START_STATES[name]()
  await panel.enter(page, state.as)
  await fakeRoutes(page, state, state.reading)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByRole('heading', { name: wordsIn(locale)('approval.title') })).toBeVisible()
}

/** The rule as an administrator finds it on the page of the installation, and as the panel has it. */
async function ruleOf(page: Page): Promise<WindowsReading> {
  await panel.enter(page, 'admin')
  if (!page.url().includes(job.installationId)) await page.goto(`${panel.url}/installations/${job.installationId}`)
  return (await (await page.request.get(`${panel.url}/api/installations/${job.installationId}/windows`)).json()) as WindowsReading
}

for (const name of Object.keys(START_STATES) as (keyof typeof START_STATES)[]) {
  test(`the start of a plan has no accessibility faults and fits a phone: ${name}`, async ({ page }) => {
    await open(page, name)
    await shoot(page, `start-${name}-light-en-desktop`)
    await page.context().addCookies([{ name: 'locale', value: 'zh', url: panel.url }])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.reload()
    await expect(page.getByRole('heading', { name: '开始之前' })).toBeVisible()
    await expectFits(page, 320)
    await expectNoFaults(page)
    await shoot(page, `start-${name}-dark-zh-phone`)
  })
}

for (const locale of LOCALES) {
  test(`the person who planned cannot approve, and reads who can (${locale})`, async ({ page }) => {
    const t = wordsIn(locale)
    await page.context().addCookies([{ name: LOCALE_COOKIE, value: locale, url: panel.url }])
    await open(page, 'ownPlan', locale)
    await expect(page.getByText(t('approval.state.needed.text', { planner: PEOPLE.operator.name }))).toBeVisible()
    await expect(page.getByRole('button', { name: t('approval.word.approve') })).toHaveCount(0)
    await expect(page.getByRole('button', { name: t('run.start.open') })).toHaveAttribute('aria-disabled', 'true')
  })
}

test('the glass breaks only with a reason and for what is in the way', async ({ page }) => {
  await open(page, 'missed')
  await page.getByRole('button', { name: 'Break the glass' }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Break the glass' })
  await expect(confirm).toHaveAccessibleDescription(/Say why\.|Choose what/)
  await expectNoFaults(page)
  await shoot(page, 'break-glass')
  await dialog.getByLabel('Why').fill('Nobody else is awake.')
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck()
  await expect(confirm).toHaveAccessibleDescription('Choose what the glass is broken for.')
})

// Passed over by an arrow key, "Never" would let somebody start their own plan in the seconds before "Always".
test('the approval rule is chosen first and counts once it is saved', async ({ page }) => {
  const { approvalPolicy } = await ruleOf(page)
  expect(approvalPolicy).toBe('auto')
  const radio = (name: RegExp) => page.getByRole('radio', { name })
  await radio(/^With two or more people/).focus()
  for (const next of [/^Always/, /^Never/]) {
    await page.keyboard.press('ArrowDown')
    await expect(radio(next)).toBeChecked()
    await expect(page.getByText('Not saved yet. In force: With two or more people.')).toBeVisible()
  }
  await expectNoFaults(page)
  await shoot(page, 'policy-chosen')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectFits(page, 320)
  await expectNoFaults(page)
  await shoot(page, 'policy-chosen-dark-phone')
  expect((await ruleOf(page)).approvalPolicy).toBe('auto')

  await radio(/^Never/).check()
  await page.getByRole('button', { name: 'Leave as it is' }).click()
  await expect(radio(/^With two or more people/)).toBeFocused()
  await expect(page.getByText('Not saved yet')).toBeHidden()
  await radio(/^Always/).check()
  await page.getByRole('button', { name: 'Save approval rule' }).click()
  await expect(page.getByText('Not saved yet')).toBeHidden()
  await expect(radio(/^Always/)).toBeFocused()
  expect((await ruleOf(page)).approvalPolicy).toBe('always')
})

test('windows and freezes are added where they can be read; a wrong one says what is wrong and keeps what was typed', async ({ page }) => {
  await panel.enter(page, 'operator')
  await page.goto(`${panel.url}/installations/${job.installationId}`)
  await expect(page.getByText('No windows: an upgrade may start at any time.')).toBeVisible()
  await page.getByRole('button', { name: 'Add a window or freeze' }).click()
  const dialog = page.getByRole('dialog')
  await expectNoFaults(page)
  await dialog.getByRole('checkbox', { name: 'Friday' }).check()
  await dialog.getByLabel('Opens at').fill('22:30')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  const list = page.getByRole('list', { name: 'Windows and freezes' })
  await expect(list.getByText(/Friday, Saturday, from 22:30/)).toBeVisible()

  await page.getByRole('button', { name: 'Add a window or freeze' }).click()
  await dialog.getByRole('radio', { name: /^Freeze/ }).check()
  await dialog.getByLabel('From').fill('2099-02-02T10:00')
  await dialog.getByLabel('To').fill('2099-02-01T10:00')
  await dialog.getByLabel('Why').fill('Closing of the books')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByLabel('To')).toHaveAttribute('aria-invalid', 'true')
  await expect(dialog.getByLabel('Why')).toHaveValue('Closing of the books')
  await expectNoFaults(page)
  await shoot(page, 'window-wrong')
  await dialog.getByLabel('To').fill('2099-02-03T10:00')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(list.getByRole('listitem')).toHaveCount(2)

  await page.getByLabel('Time zone').fill('Asia/Nowhere')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('Time zone')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Time zone').fill('Asia/Shanghai')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/Asia\/Shanghai/).first()).toBeVisible()
  await expectReadable(page, panel, {
    name: 'installation',
    address: `/installations/${job.installationId}`,
    mark: (at) => at.getByText('Closing of the books'),
  })
})
