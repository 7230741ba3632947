import { expect, type Page, test } from '@playwright/test'
import { adopt, picture, plan, rollBack, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { breakSandbox } from '../sandbox/break.ts'

let panel: Panel
let sandbox: JudgedSandbox

test.beforeEach(async () => {
  sandbox = await judgedSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(async () => {
  breakSandbox(sandbox, 'none', true)
  await panel.stop()
})

async function isRolledBack(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Rolled back: OMS runs V3.3.1' })).toBeVisible({ timeout: 120_000 })
}

// What an operator fears most is a rollback that makes it worse: here it has to lead to a working OMS, and to a second, good try.
test('an init that fails is rolled back in the browser, and the upgrade then succeeds', async ({ page }) => {
  await adopt(page, panel, sandbox, 'console')
  await plan(page)
  breakSandbox(sandbox, 'init-fails-phase-2', true)
  await start(page)
  await expect(page.getByRole('heading', { name: 'Stopped in the window: Initialize the metadata' })).toBeVisible({ timeout: 120_000 })
  await picture(page, 'needs-decision')
  breakSandbox(sandbox, 'none', true)
  await rollBack(page, 'docker_init.sh failed in phase 2')
  await isRolledBack(page)
  await picture(page, 'rolled-back', { isFromTop: true })
  await sandbox.ends.rolledBack()

  await page.getByRole('button', { name: 'Rename it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rename oms_340' }).click()
  await expect(page.getByText('The container of this upgrade is kept as oms_340_rolled_back_1, stopped.')).toBeVisible()

  await page.goto(`${panel.url}/installations`)
  await page.getByRole('link', { name: /^OMS / }).first().click()
  await page.getByRole('link', { name: 'Plan an upgrade' }).first().click()
  await plan(page)
  await start(page)
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible({ timeout: 150_000 })
  await sandbox.ends.upgraded()
})
