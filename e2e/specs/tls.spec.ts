import { expect, type Page, test } from '@playwright/test'
import type { InstallationState } from '../../server/contract/installation.ts'
import { SAMPLE_CA } from '../../server/domain/testing/sample-ca.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadable } from '../fixtures/readable.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

let panel: Panel
let address: string

test.beforeAll(async () => {
  panel = await startPanel()
  const [job] = await storedJobs(panel, [{ number: 1, outcome: 'succeeded' }])
  if (job === undefined) throw new Error('the job was not stored')
  address = `/installations/${job.installationId}`
})

test.afterAll(() => panel.stop())

/** The state route's answer, for a MetaDB that nobody started. */
async function answer(page: Page, metaDb: InstallationState['metaDb']): Promise<void> {
  const window = { timeZone: 'UTC', hasWindows: false, isOpen: true, openUntil: null, freeze: null, nextOpenAt: null }
  const seen = { ha: true, online: 1, servers: 1 }
  const json: InstallationState = { at: '2026-11-08T18:00:00.000Z', window, container: { name: 'oms_331', state: 'running' }, metaDb, seen }
  await page.route('**/api/installations/*/state', (route) => route.fulfill({ json }))
}

// "If offered" that turned out to be nothing used to look like any other connection.
test('the installation page says that the traffic to the MetaDB is clear text, readable in both themes and languages', async ({ page }) => {
  await answer(page, { cipher: null })
  await panel.enter(page)
  await page.goto(`${panel.url}${address}`)
  await expect(page.getByText('TLS if offered')).toBeVisible()
  await expect(page.getByText('Clear text now')).toBeVisible()
  await expectReadable(page, panel, { name: 'installation-clear-text', address, mark: (now) => now.getByText(/Clear text now|当前为明文/) })
})

test('a CA is pasted or loaded from a file, and what is none is said at its field', async ({ page }) => {
  await panel.enter(page)
  await page.goto(`${panel.url}${address}/edit`)
  await page.getByRole('radio', { name: /^Verified/ }).check()
  const ca = page.getByLabel('CA of the MetaDB')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(ca).toHaveAccessibleDescription(/Paste the CA in PEM form/)
  await ca.fill('not a certificate')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(ca).toHaveAccessibleDescription(/not a certificate in PEM form/)
  await expect(ca).toBeFocused()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ca.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(SAMPLE_CA) })
  await expect(ca).toHaveValue(SAMPLE_CA)
  await page.getByRole('button', { name: 'Test connection' }).click()
  // The CA is taken; the engine, which nobody started either, is what is missing now.
  await expect(page.getByText(/Docker engine at .* cannot be reached/).first()).toBeVisible()
  await expect(ca).not.toHaveAccessibleDescription(/PEM form. It begins/)
})
