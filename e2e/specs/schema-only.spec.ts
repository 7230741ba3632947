import { expect, test } from '@playwright/test'
import { adopt, plan, rollBack, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { breakSandbox } from '../sandbox/break.ts'

let panel: Panel
let sandbox: JudgedSandbox

test.beforeEach(async () => {
  sandbox = await judgedSandbox(['init-dies-after-schema'])
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(async () => {
  breakSandbox(sandbox, 'none', true)
  await panel.stop()
})

// V3.3.1 starts on such a schema, and every row count and checksum is what it was: only the referee's text sees a restore that was left out.
test('an init that changed definitions only and failed is rolled back in the browser, to the last column', async ({ page }) => {
  await adopt(page, panel, sandbox, 'console')
  await plan(page)
  await start(page)
  await expect(page.getByRole('heading', { name: 'Stopped in the window: Initialize the metadata' })).toBeVisible({ timeout: 120_000 })
  await rollBack(page, 'docker_init.sh failed behind its changes of definitions')
  await expect(page.getByRole('heading', { name: 'Rolled back: OMS runs V3.3.1' })).toBeVisible({ timeout: 120_000 })
  await sandbox.ends.rolledBack()
})
