import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Role } from '../../server/contract/access.ts'
import { openStore } from '../../server/db/open-store.ts'
import { adopt, plan, rollBack, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'

let panel: Panel
let sandbox: JudgedSandbox

test.beforeEach(async () => {
  sandbox = await judgedSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(async () => {
  await panel.stop()
})

// OMS is down then: whoever loses a role must not take the run with them, and may do nothing more to it.
test('an upgrade whose starter loses the role goes on to its end, and is rolled back by who may', async ({ page }) => {
  const store = openStore(path.join(panel.dataFolder, 'panel.db'))
  const setRole = (role: Role) => store.user.update({ where: { email: PEOPLE.admin.email }, data: { role } })
  await adopt(page, panel, sandbox, 'metadb')
  await plan(page)
  await start(page)
  await expect(page.getByText('The old OMS is stopped. The panel continues', { exact: false })).toBeVisible({ timeout: 60_000 })
  await setRole('viewer')
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible({ timeout: 150_000 })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Roll back to V3.3.1' })).toHaveAttribute('aria-disabled', 'true')
  await setRole('administrator')
  await store.$disconnect()
  await page.reload()
  await rollBack(page, 'a change of mind')
  await expect(page.getByRole('heading', { name: 'Rolled back: OMS runs V3.3.1' })).toBeVisible({ timeout: 120_000 })
  await sandbox.ends.rolledBack()
})
