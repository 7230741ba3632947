import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import type { ConsoleDriver } from '../../server/contract/installation.ts'
import type { JobSnapshot } from '../../server/contract/job.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { changeInConsole, freshSandbox, haConfig, type Sandbox, schemaVersion, storeStatuses } from '../fixtures/sandbox.ts'

const SCREENSHOTS = fileURLToPath(new URL('../../public/screenshots/', import.meta.url))
const LABEL: Record<ConsoleDriver, RegExp> = { console: /^Console The panel/, metadb: /^MetaDB The panel/, guided: /^Guided The panel/ }

let panel: Panel
let sandbox: Sandbox

test.beforeEach(async () => {
  sandbox = await freshSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(() => panel.stop())

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, animations: 'disabled' })
}

async function adopt(page: Page, driver: ConsoleDriver): Promise<void> {
  await page.goto(`${panel.url}/installations/adopt`)
  await page.getByRole('radio', { name: /^oms_331 / }).check()
  await page.getByRole('radio', { name: LABEL[driver] }).check()
  await page.getByRole('textbox', { name: 'Console account' }).fill(sandbox.oms.console.user)
  await page.getByLabel('Console password', { exact: true }).fill(sandbox.oms.console.password)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Everything that the panel needs works')).toBeVisible()
  if (driver === 'console') await picture(page, 'adopt')
  await page.getByRole('button', { name: 'Adopt', exact: true }).click()
  await page.getByRole('link', { name: 'Plan an upgrade' }).first().click()
}

async function plan(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^oms_3\.4\.0\.tar\.gz/ }).check()
  await page.getByRole('radio', { name: /^From a fixed time back/ }).check()
  await page.getByRole('button', { name: 'Check and show plan' }).click()
  await expect(page.getByRole('heading', { name: 'The plan' })).toBeVisible()
  for (const box of await page.getByRole('checkbox', { name: 'I have read this and accept it' }).all()) await box.check()
  await page.getByRole('button', { name: 'Save plan' }).click()
  await expect(page.getByRole('heading', { name: 'Ready to start' })).toBeVisible()
}

async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the upgrade' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The container oms_331 is stopped and kept; oms_340 takes its place.')
  await dialog.getByRole('button', { name: 'Stop oms_331 and upgrade' }).click()
  await expect(dialog).toBeHidden()
}

/** Plays the person: takes the value from the page and enters it in the OMS console. */
async function doAsTold(page: Page, step: string): Promise<void> {
  const told = page.getByRole('region', { name: `Your turn: ${step}` }).last()
  await expect(told).toBeVisible({ timeout: 150_000 })
  if (step.startsWith('Disable')) await picture(page, 'your-turn')
  await changeInConsole(sandbox, 'ha.config', await told.getByRole('region', { name: 'New value of ha.config' }).innerText())
}

async function job(page: Page): Promise<JobSnapshot> {
  const answer = await page.request.get(`${panel.url}/api/upgrades/${page.url().split('/').at(-1)}`)
  return (await answer.json()) as JobSnapshot
}

for (const driver of ['console', 'metadb', 'guided'] as const) {
  // The journey that the product exists for; a driver that cannot finish it must not be offered.
  test(`somebody takes OMS from V3.3.1 to V3.4.0 in the browser with the ${driver} driver`, async ({ page }) => {
    await adopt(page, driver)
    await plan(page)
    if (driver === 'console') await picture(page, 'plan')
    await start(page)
    if (driver === 'guided') await doAsTold(page, 'Disable HA')
    if (driver === 'console') {
      await expect(page.getByRole('heading', { name: 'Initialize the metadata', level: 2 })).toBeVisible({ timeout: 150_000 })
      await picture(page, 'run-in-window')
    }
    if (driver === 'guided') await doAsTold(page, 'Enable HA (T2)')

    await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible({ timeout: 200_000 })
    const steps = page.getByRole('region', { name: 'Steps' }).getByText('Proven', { exact: true })
    await expect(steps).toHaveCount(12)
    await expect(page.getByRole('region', { name: 'Servers' }).getByText(/^online$/i)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Dumps' }).getByText('SHA-256')).toHaveCount(3)
    await expect(page).toHaveTitle(/^✓ Upgraded to V3\.4\.0/)
    if (driver === 'console') await picture(page, 'run-succeeded')

    const { t1, t2 } = (await job(page)).times
    const downtimeMinutes = (Date.parse(t2 ?? '') - Date.parse(t1 ?? '')) / 60_000
    expect(downtimeMinutes).toBeGreaterThan(0)
    const ha = await haConfig(sandbox)
    expect(ha.enable).toBe(true)
    expect(Number(ha.refetchStoreIntervalMin)).toBeGreaterThan(downtimeMinutes)
    expect(await schemaVersion(sandbox)).toBe('3.4.0')
    await expect
      .poll(async () => [...new Set(await storeStatuses(sandbox))], { message: 'Stores come back by themselves', timeout: 90_000 })
      .toEqual(['RUNNING'])
  })
}
