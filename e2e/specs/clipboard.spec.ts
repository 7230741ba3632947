import { expect, type Page, test } from '@playwright/test'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadableNow } from '../fixtures/readable.ts'
import { RUN_STATES, type RunState } from '../fixtures/run-states.ts'

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.afterAll(() => panel.stop())

/** The clipboard as browsers have it on plain http: it refuses, until the test lets it. */
async function open(page: Page, state: RunState): Promise<void> {
  await page.addInitScript(() => {
    const writeText = async () => {
      if (!('isWilling' in window)) throw new DOMException('refused', 'NotAllowedError')
    }
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } })
  })
  await panel.enter(page)
  await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
}

const allow = (page: Page) => page.evaluate(() => Object.assign(window, { isWilling: true }))

// Gone after five seconds, it leaves somebody who pastes into a ticket with what was copied before.
test('a clipboard that refuses is told beside the button until the next try, in every place where something is copied', async ({
  page,
}) => {
  await open(page, RUN_STATES.failed())
  const dumps = page.getByRole('region', { name: 'Dumps' })
  const raw = page.getByRole('figure').first()
  const log = page.getByRole('region', { name: 'Log', exact: true })
  for (const [place, words] of [
    [dumps.getByRole('listitem').first(), 'Select the text and copy it by hand.'],
    [raw, 'Select the text and copy it by hand.'],
    [log, 'Download the log instead.'],
  ] as const) {
    await place.getByRole('button', { name: /^Copy/ }).first().click()
    await expect(place.getByRole('alert')).toHaveText(`The browser refused the clipboard. ${words}`)
  }
  await expect(page.getByRole('alert').filter({ hasText: 'clipboard' })).toHaveCount(3)
  await expectReadableNow(page, 'refused-run')
  await allow(page)
  for (const place of [dumps.getByRole('listitem').first(), raw, log]) {
    await place.getByRole('button', { name: /^Copy/ }).first().click()
    await expect(place.getByRole('alert')).toHaveCount(0)
  }
  await raw.getByRole('button', { name: /^Copy/ }).click()
  await expect(raw.getByRole('button', { name: 'Copied' })).toBeFocused()
})

test('lines that cannot be copied are told in the bar of the marked lines', async ({ page }) => {
  await open(page, RUN_STATES.window())
  await page.locator('[data-seq]').last().getByRole('link').first().click()
  const log = page.getByRole('region', { name: 'Log', exact: true })
  await log.getByRole('button', { name: 'Copy link' }).click()
  await expect(log.getByRole('alert')).toHaveText('The browser refused the clipboard. Download the log instead.')
  await expectReadableNow(page, 'refused-marked')
  await allow(page)
  await page.route('**/log/lines?*', (route) => route.abort())
  await log.getByRole('button', { name: 'Copy line', exact: true }).click()
  await expect(log.getByRole('alert')).toHaveText('The panel did not give the lines. Nothing was copied.')
  await log.getByRole('button', { name: 'Copy link' }).click()
  await expect(log.getByRole('alert')).toHaveCount(0)
})

test('the hash of a plan and its commands say it too', async ({ page }) => {
  await open(page, RUN_STATES.planned())
  for (const button of await page.getByRole('button', { name: /^Copy: / }).all()) {
    if (!(await button.isVisible())) continue
    await button.click()
    await expect(button.locator('xpath=following-sibling::*[1]')).toHaveText(/^The browser refused the clipboard/)
  }
  await expectReadableNow(page, 'refused-plan')
})
