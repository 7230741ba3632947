import { expect, type Page, test } from '@playwright/test'
import { HINT_LINKS, hintHref } from '../../server/contract/hint-links.ts'
import { en } from '../../server/contract/messages/en.ts'
import { zh } from '../../server/contract/messages/zh.ts'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadable } from '../fixtures/readable.ts'
import { RUN_STATES, type RunState } from '../fixtures/run-states.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

let panel: Panel
let first: FinishedJob

const words = { en, zh }

test.beforeAll(async () => {
  panel = await startPanel()
  const [one] = await storedJobs(panel, [
    { number: 1, outcome: 'succeeded', installation: 'oms-a' },
    { number: 2, outcome: 'succeeded', installation: 'oms-b' },
  ])
  if (one === undefined) throw new Error('the jobs were not stored')
  first = one
})

test.beforeEach(({ page }) => panel.enter(page))

test.afterAll(() => panel.stop())

const installation = () => `/installations/${first.installationId}`

async function openRun(page: Page, state: RunState): Promise<string> {
  await fakeRoutes(page, state)
  const address = `/upgrades/${state.snapshot.id}`
  await page.goto(`${panel.url}${address}`)
  return address
}

/** What the page sends to the panel by this act. */
async function sent(page: Page, act: () => Promise<void>): Promise<Record<string, unknown>> {
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.headers()['next-action'] !== undefined)
  await act()
  const [input] = JSON.parse((await asked).postData() ?? '[]') as Record<string, unknown>[]
  return input ?? {}
}

// "Adopt it again" led to a form that refused it.
test('the page of every hint opens and is about what the hint says', async ({ page }) => {
  for (const target of new Set(Object.values(HINT_LINKS))) {
    for (const id of [first.installationId, null]) {
      const answer = await page.goto(`${panel.url}${hintHref(target, id)}`)
      expect(answer?.status(), target).toBe(200)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByText(en.common.missing.title)).toBeHidden()
      await expect(page.getByText(en.common.broken.title)).toBeHidden()
    }
  }
})

test('an installation is archived with a reason, leaves overview and plans, and is restored', async ({ page }) => {
  await page.goto(`${panel.url}${installation()}`)
  await page.getByRole('button', { name: en.adopt.archive.open }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: en.adopt.archive.open })).toHaveAccessibleDescription(en.adopt.archive.reasonMissing)
  await dialog.getByLabel(en.adopt.archive.reason).fill('Moved to another data centre')
  await dialog.getByRole('button', { name: en.adopt.archive.open }).click()
  await expect(page.getByText(en.adopt.archive.archived)).toBeVisible()
  await expect(page.getByText('Moved to another data centre')).toBeVisible()
  await page.goto(panel.url)
  await expect(page.getByRole('link', { name: 'oms-b', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'oms-a', exact: true })).toBeHidden()
  await page.goto(`${panel.url}/installations`)
  await page.getByText('1 archived installation').click()
  await expectReadable(page, panel, {
    name: 'installation-archived',
    address: installation(),
    mark: (at, locale) => at.getByText(words[locale].adopt.archive.archived),
  })
  await page.context().addCookies([{ name: 'locale', value: 'en', url: panel.url }])
  await page.goto(`${panel.url}${installation()}`)
  await page.getByRole('button', { name: en.adopt.archive.restore, exact: true }).click()
  // Both examples name one MetaDB: only one of them may be in use.
  await expect(page.getByRole('alert').filter({ hasText: 'oms-b uses the same MetaDB' })).toBeVisible()
})

test('an installation can be edited, and says why a change is not saved', async ({ page }) => {
  await page.goto(`${panel.url}/installations`)
  // Its own row, or the note of the other one that shares its MetaDB.
  await page.getByRole('link', { name: 'oms-b', exact: true }).first().click()
  await page.getByRole('link', { name: en.adopt.edit.open, exact: true }).click()
  await expect(page.getByRole('heading', { name: en.adopt.edit.title })).toBeVisible()
  const save = page.getByRole('button', { name: en.adopt.edit.save, exact: true })
  await expect(save).toHaveAccessibleDescription(en.adopt.adopt.reason.notTested)
  await page.getByLabel(en.adopt.form.host, { exact: true }).fill('10.9.9.9')
  await expect(page.getByText(en.adopt.form.passwordStoredOther)).toBeVisible()
  await page.getByRole('button', { name: en.adopt.test.run }).click()
  // No engine answers here: the page says so instead of saving.
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(save).toHaveAttribute('aria-disabled', 'true')
  await expectReadable(page, panel, {
    name: 'installation-edit',
    address: new URL(page.url()).pathname,
    mark: (at, locale) => at.getByText(words[locale].adopt.edit.place, { exact: true }),
  })
})

// Somebody used the emergency kit: the page said that OMS is down, and the job could never be ended.
test('a job whose OMS was brought back by hand says so and is ended with what could not be proven', async ({ page }) => {
  const state = RUN_STATES.rollbackFailed()
  const address = await openRun(page, state)
  await expect(page.getByText('The old OMS is running again although this job did not restart it', { exact: false }).first()).toBeVisible()
  const resolve = page.getByRole('button', { name: en.choices.name.resolve })
  await resolve.click()
  const dialog = page.getByRole('dialog')
  const end = dialog.getByRole('button', { name: en.run.resolve.confirm })
  await expect(end).toHaveAccessibleDescription(en.run.resolve.missing.accepted)
  const unproven = state.world.items.filter(({ proof }) => proof !== 'proven')
  expect(unproven.map(({ id }) => id)).toEqual(['ha', 'console'])
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await expect(end).toHaveAccessibleDescription(en.run.resolve.missing.reason)
  await dialog.getByLabel(en.run.resolve.reason).fill('Restored with the kit')
  expect(await sent(page, () => end.click())).toMatchObject({
    reason: 'Restored with the kit',
    containerId: state.snapshot.plan.node.oldContainer.id,
    accepted: ['ha', 'console'],
    version: null,
  })
  await expectReadable(page, panel, {
    name: 'resolve',
    address,
    mark: (at, locale) => at.getByRole('button', { name: words[locale].choices.name.resolve }),
    act: async (at, locale) => {
      await at.getByRole('button', { name: words[locale].choices.name.resolve }).click()
      await expect(at.getByRole('dialog').getByText(words[locale].run.resolve.unproven)).toBeVisible()
    },
  })
})

test('a plan is withdrawn, with a reason or without', async ({ page }) => {
  const address = await openRun(page, RUN_STATES.planned())
  const mark = (at: Page, locale: 'en' | 'zh') => at.getByRole('button', { name: words[locale].run.withdraw.open })
  await mark(page, 'en').click()
  const withdraw = page.getByRole('dialog').getByRole('button', { name: en.run.withdraw.confirm, exact: true })
  expect(await sent(page, () => withdraw.click())).toMatchObject({ jobId: 'job-1', reason: '' })
  const act = async (at: Page, locale: 'en' | 'zh') => mark(at, locale).click()
  await expectReadable(page, panel, { name: 'withdraw', address, mark, act })
})
