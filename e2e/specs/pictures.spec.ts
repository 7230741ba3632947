import { expect, type Locator, type Page, test } from '@playwright/test'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { RUN_STATES } from '../fixtures/run-states.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

let panel: Panel
let rolledBack: FinishedJob

test.beforeAll(async () => {
  panel = await startPanel()
  const [first] = await storedJobs(panel, [{ number: 1, outcome: 'rolled-back' }])
  if (first === undefined) throw new Error('the job was not stored')
  rolledBack = first
})

test.afterAll(() => panel.stop())

interface Picture {
  name: string
  look: { colorScheme: 'light' | 'dark'; locale: 'en' | 'zh'; size: typeof DESK }
  address: () => string
  mark: (page: Page) => Locator
  state?: keyof typeof RUN_STATES
}

const live = (words: string) => (page: Page) => page.getByText(words, { exact: true })
const run = (state: keyof typeof RUN_STATES) => () => `/upgrades/${RUN_STATES[state]().snapshot.id}`

const PICTURES: Picture[] = [
  {
    name: 'run-in-the-window',
    look: { colorScheme: 'light', locale: 'en', size: DESK },
    address: run('window'),
    mark: live('Live'),
    state: 'window',
  },
  {
    name: 'needs-decision-dark',
    look: { colorScheme: 'dark', locale: 'en', size: DESK },
    address: run('failed'),
    mark: live('Live'),
    state: 'failed',
  },
  {
    name: 'needs-decision-dark-phone-zh',
    look: { colorScheme: 'dark', locale: 'zh', size: PHONE },
    address: run('failed'),
    mark: live('实时'),
    state: 'failed',
  },
  {
    name: 'overview-dark',
    look: { colorScheme: 'dark', locale: 'en', size: DESK },
    address: () => '/',
    mark: (page) => page.getByRole('link', { name: 'Plan an upgrade' }).first(),
  },
  {
    name: 'history-empty-zh',
    look: { colorScheme: 'light', locale: 'zh', size: DESK },
    address: () => '/upgrades',
    mark: (page) => page.getByText('还没有升级计划'),
  },
  {
    name: 'review',
    look: { colorScheme: 'light', locale: 'zh', size: DESK },
    address: () => `/upgrades/${rolledBack.jobId}/review`,
    mark: (page) => page.getByRole('heading', { level: 3 }).first(),
  },
  {
    name: 'report',
    look: { colorScheme: 'light', locale: 'en', size: DESK },
    address: () => `/upgrades/${rolledBack.jobId}/report`,
    mark: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
]

// A colour that is nobody's any more, or a panel that slid over the clock, is seen by no other check.
for (const { name, look, address, mark, state } of PICTURES) {
  test(`the picture "${name}" is as it was`, async ({ page }) => {
    await panel.enter(page)
    await page.setViewportSize(look.size)
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
    await page.context().addCookies([{ name: 'locale', value: look.locale, url: panel.url }])
    if (state !== undefined) await fakeRoutes(page, RUN_STATES[state]())
    await page.goto(panel.url + address())
    await expect(mark(page)).toBeVisible()
    // What time it is differs from run to run; a hundredth of the picture is what moving digits may take.
    await expect(page).toHaveScreenshot(`${name}.png`, {
      mask: [page.locator('time'), page.getByRole('timer')],
      animations: 'disabled',
      maxDiffPixelRatio: 0.01,
    })
  })
}
