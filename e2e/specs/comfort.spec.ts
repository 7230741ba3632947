import { expect, type Page, test } from '@playwright/test'
import { isoClock } from '../../components/i18n/iso-clock.ts'
import type { ContainerChoice, ContainerReading } from '../../server/contract/installation.ts'
import type { JobRow } from '../../server/contract/job.ts'
import type { ImageChoices } from '../../server/contract/plan.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectFits, expectNoFaults, expectReadable, shoot } from '../fixtures/readable.ts'
import { RUN_STATES } from '../fixtures/run-states.ts'
import { seedPanel } from '../fixtures/seed-panel.ts'

const CONTAINER = 'c'.repeat(64)
const PICKED: ContainerChoice = {
  id: CONTAINER,
  name: 'oms_331',
  image: 'oms:feature_3.3.1',
  state: 'running',
  looksLikeOms: true,
  adoptedAs: null,
}
const READING: ContainerReading = {
  id: CONTAINER,
  name: 'oms_331',
  image: 'oms:feature_3.3.1',
  imageId: 'sha256:1',
  state: 'running',
  version: '3.3.1',
  edition: 'enterprise',
  hostIp: '10.0.0.5',
  binds: [],
  https: false,
  ports: { console: 8089, ghana: 8090, cm: 8088, supervisor: 9000, sshd: 2023 },
  metaDb: { host: '10.0.0.9', port: 2883, user: 'root@oms#ob', passwordInConfig: false },
  databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] },
  region: null,
  consoleUrl: 'http://10.0.0.5:8089',
  suggestedName: 'oms-prod',
  backupFolder: '/data/backups',
  warnings: [],
}
const IMAGES: ImageChoices = {
  folder: '/images',
  freeBytes: 1e12,
  archives: ['oms_3.4.0.tar.gz', 'oms_3.4.1.tar.gz'].map((file) => ({ file, bytes: 2e9, modifiedAt: '2026-11-01T02:00:00.000Z' })),
  engine: [],
}

let panel: Panel
let jobs: string[]

test.beforeAll(async () => {
  panel = await startPanel()
  jobs = await seedPanel(panel, [
    { number: 7, installation: 'oms-west' },
    { number: 17, installation: 'oms-east', startedAt: '2026-10-03T02:00:00.000Z', durationSeconds: 1500 },
  ])
})
test.afterAll(() => panel.stop())
test.beforeEach(({ page }) => panel.enter(page, 'operator'))

const palette = (page: Page) => page.getByRole('dialog', { name: 'Jump to a page, an installation or a job' })
/** The panel has kept it: what is pressed now finds it so. */
const isKept = (page: Page) => expect(page.locator('[aria-busy]')).toHaveCount(0)
const chosen = (page: Page) => palette(page).locator('[role=option][data-highlighted]')

// At 3 a.m. with a trackpad that does not work, or no mouse at all, the job has to be a number away.
test('by keyboard alone: to a job, to another theme, and only to what the role may see', async ({ page }) => {
  const job = RUN_STATES.planned()
  await fakeRoutes(page, { ...job, snapshot: { ...job.snapshot, id: jobs[0] ?? '' } })
  await page.goto(panel.url)
  await expect(page.getByText('Nothing waits for you.')).toBeVisible()
  await page.keyboard.press('Control+K')
  const box = page.getByRole('combobox', { name: 'What are you looking for?' })
  await expect(box).toBeFocused()
  await expect(chosen(page)).toHaveText('Overview')
  await expectFits(page, 320)
  await expectNoFaults(page, '[role=dialog]')
  await shoot(page, 'palette-narrow')
  await page.setViewportSize({ width: 1440, height: 900 })
  await shoot(page, 'palette')
  await page.keyboard.type('audit')
  await expect(palette(page).getByText('Nothing is called that.')).toBeVisible()
  await box.fill('7')
  await expect(chosen(page)).toContainText('Job 7: oms-west')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${panel.url}/upgrades/${jobs[0]}`)
  await expect(palette(page)).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Ready to start' })).toBeVisible()
  await page.keyboard.press('Control+K')
  await expect(box).toBeFocused()
  await page.keyboard.type('dark')
  await expect(chosen(page)).toHaveText('Dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html[data-theme="dark"]')).toBeAttached()
})

// Whoever dictates, or leans on the keyboard, must not be carried off a page by it.
test('shortcuts of a single key are listed, can be turned off, and stay off in another browser', async ({ page, browser }) => {
  await page.goto(`${panel.url}/upgrades`)
  const search = page.getByRole('searchbox')
  await search.fill('why?')
  await search.press('?')
  await expect(search).toHaveValue('why??')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await expectNoFaults(page, '[role=dialog]')
  await shoot(page, 'keys')
  await sheet.getByRole('checkbox', { name: 'Shortcuts of a single key' }).click()
  await expect(sheet.getByRole('checkbox')).not.toBeChecked()
  await isKept(page)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await panel.enter(other, 'operator')
  await other.goto(`${panel.url}/upgrades`)
  // A key that is pressed before the scripts are there is lost.
  await expect(other.getByRole('searchbox')).toBeEnabled()
  for (const at of [page, other]) {
    await at.getByRole('heading', { level: 1 }).click()
    await at.keyboard.press('?')
    await at.keyboard.press('Control+K')
    await expect(palette(at)).toBeVisible()
    await expect(sheet).toBeHidden()
    await at.keyboard.press('Escape')
    await expect(palette(at)).toBeHidden()
  }
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: 'What are you looking for?' }).fill('shortcuts')
  await expect(chosen(page)).toHaveText('Keyboard shortcuts')
  await page.keyboard.press('Enter')
  await sheet.getByRole('checkbox').click()
  await expect(sheet.getByRole('checkbox')).toBeChecked()
  await isKept(page)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(page).toHaveURL(`${panel.url}/installations`)
  await other.context().close()
})

// A reload in the middle of adopting costs ten fields; a password that it kept would lie readable in the browser.
test('what was entered to adopt survives a reload, but no password is kept', async ({ page }) => {
  await page.route('**/api/containers', (route) => route.fulfill({ json: { containers: [PICKED] } }))
  await page.route(`**/api/containers/${CONTAINER}`, (route) => route.fulfill({ json: READING }))
  await page.goto(`${panel.url}/installations/adopt`)
  await page.getByRole('radio', { name: /^oms_331 / }).check()
  const name = page.getByLabel('Name in the panel')
  await expect(name).toHaveValue('oms-prod')
  await page.reload()
  await expect(name).toHaveValue('oms-prod')
  await expect(page.getByText('What you had entered is back')).toBeHidden()
  await name.fill('oms-night')
  await page.getByLabel('MetaDB password').fill('metadb-secret')
  await page.getByLabel('Console password', { exact: true }).fill('console-secret')
  await page.reload()
  await expect(page.getByText('What you had entered is back')).toBeVisible()
  await expect(name).toHaveValue('oms-night')
  await expect(page.getByLabel('MetaDB password')).toHaveValue('')
  await expect(page.getByLabel('Console password', { exact: true })).toHaveValue('')
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  expect(kept).toContain('oms-night')
  expect(kept).not.toContain('secret')
  await shoot(page, 'adopt-restored')
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(name).toHaveValue('oms-prod')
  await expect(page.locator('body')).not.toBeFocused()
  await expect(page.getByText('What you had entered is back')).toBeHidden()
})

// The way back from a look at the installation must not lose the image that was found after half an hour of upload.
test('a plan that is not saved survives a reload and the way back, and is gone with the session', async ({ page }) => {
  // Signed out below; the operator is needed by other tests.
  await panel.enter(page, 'admin')
  await page.route('**/api/images', (route) => route.fulfill({ json: IMAGES }))
  await page.goto(`${panel.url}/upgrades/new`)
  const image = page.getByRole('radio', { name: /^oms_3\.4\.1/ })
  const recovery = page.getByRole('radio', { name: /^From a fixed time back/ })
  await image.check()
  await recovery.check()
  await page.getByLabel('Name of the new container').fill('oms_by_hand')
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Installations' }).click()
  await expect(page.getByRole('heading', { name: 'Installations', level: 1 })).toBeVisible()
  for (const again of [() => page.goBack(), () => page.reload()]) {
    await again()
    await expect(page.getByText('What you had entered is back')).toBeVisible()
    await expect(image).toBeChecked()
    await expect(recovery).toBeChecked()
    await expect(page.getByLabel('Name of the new container')).toHaveValue('oms_by_hand')
  }
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(image).not.toBeChecked()
  await page.reload()
  await expect(image).not.toBeChecked()
  await expect(page.getByText('What you had entered is back')).toBeHidden()
  const drafts = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length)
  await image.check()
  await expect.poll(drafts).toBe(1)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(`${panel.url}/sign-in`)
  expect(await drafts()).toBe(0)
})

// "It failed at four" means nothing until both know whose four.
test('times follow the chosen zone, in every browser of the person and nobody else', async ({ page, browser }) => {
  await page.goto(`${panel.url}/account`)
  await page.getByRole('radio', { name: /^Another one/ }).check()
  await page.getByLabel('Time zone', { exact: true }).fill('Mars/Olympus')
  await page.getByRole('button', { name: 'Use it' }).click()
  await expect(page.getByText('The time zone Mars/Olympus is not known here.')).toBeVisible()
  await page.getByLabel('Time zone', { exact: true }).fill('Asia/Shanghai')
  await page.getByRole('button', { name: 'Use it' }).click()
  const shown = (at: Page) => at.locator('time[datetime="2026-10-03T02:00:00.000Z"]').filter({ visible: true }).first()
  const expected = (zone: string) => isoClock('2026-10-03T02:00:00.000Z', zone)
  await expect(page.getByRole('radio', { name: /^Another one Asia\/Shanghai/ })).toBeChecked()
  await shoot(page, 'account')
  const other = await (await browser.newContext({ locale: 'en-GB', timezoneId: 'America/New_York' })).newPage()
  for (const [who, zone] of [
    ['operator', 'Asia/Shanghai'],
    ['viewer', 'America/New_York'],
  ] as const) {
    await panel.enter(other, who)
    await other.goto(`${panel.url}/upgrades`)
    await expect(shown(other)).toHaveText(expected(zone))
  }
  await page.getByRole('radio', { name: /^UTC/ }).check()
  await expect(page.getByRole('radio', { name: /^UTC/ })).toBeChecked()
  await isKept(page)
  await page.goto(`${panel.url}/upgrades`)
  await expect(shown(page)).toHaveText('2026-10-03 02:00:00')
  await other.context().close()
})

test('help can be read by everybody in every way, and /help leads there', async ({ page }) => {
  await page.goto(`${panel.url}/help`)
  await expect(page).toHaveURL(`${panel.url}/help/adopt`)
  await expect(page.getByRole('img', { name: /^The page on which an installation is adopted/ })).toBeVisible()
  await expectReadable(page, panel, {
    name: 'help',
    address: '/help/trouble',
    mark: (at, locale) => at.getByRole('heading', { level: 1, name: locale === 'en' ? 'When a step fails' : '步骤失败时' }),
  })
})

// A tour that comes back, or stands between somebody and a run that stopped, is an obstacle.
test('the tour has four stops, stays away for good, and never stands over a run', async ({ page, browser }) => {
  await page.goto(`${panel.url}/help/adopt`)
  await page.getByRole('button', { name: 'Show the tour again' }).click()
  const tour = page.getByRole('region', { name: 'A look around' })
  await expect(tour).toContainText('1 of 4')
  await expectNoFaults(page)
  await shoot(page, 'tour')
  const { id, number, installation, status } = RUN_STATES.window().snapshot
  const unknown = { startedAt: null, endedAt: null, durationSeconds: null, downtimeSeconds: null, currentStep: null }
  const row: JobRow = { id, number, installation, status, fromVersion: '3.3.1', toVersion: '3.4.0', ...unknown }
  await page.route('**/api/upgrades/now', (route) => route.fulfill({ json: { jobs: [row], toApprove: [] } }))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Under way' })).toBeVisible()
  await expect(tour).toBeHidden()
  await page.unroute('**/api/upgrades/now')
  await page.reload()
  const next = tour.getByRole('button', { name: 'Next' })
  await expect(next).toBeEnabled()
  await next.focus()
  for (const stop of ['2 of 4', '3 of 4', '4 of 4']) {
    await page.keyboard.press('Enter')
    await expect(tour).toContainText(stop)
  }
  await expect(tour.getByRole('button', { name: 'End the tour' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tour).toBeHidden()
  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await panel.enter(other, 'operator')
  for (const at of [page, other]) {
    await at.goto(panel.url)
    await expect(at.getByText('Nothing waits for you.')).toBeVisible()
    await expect(at.getByRole('region', { name: 'A look around' })).toBeHidden()
  }
  await other.context().close()
})
