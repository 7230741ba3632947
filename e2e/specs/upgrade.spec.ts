import { expect, type Page, test } from '@playwright/test'
import type { JobSnapshot } from '../../server/contract/job.ts'
import { adopt, doAsTold, plan, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { haConfig, storeStatuses } from '../fixtures/sandbox.ts'

let panel: Panel
let sandbox: JudgedSandbox

test.beforeEach(async () => {
  sandbox = await judgedSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(() => panel.stop())

async function job(page: Page): Promise<JobSnapshot> {
  const answer = await page.request.get(`${panel.url}/api/upgrades/${page.url().split('/').at(-1)}`)
  return (await answer.json()) as JobSnapshot
}

// The journey that the product exists for; a driver that cannot finish it must not be offered. The console driver goes it in
// four-people.spec.ts, the MetaDB driver in keyboard.spec.ts.
test('somebody takes OMS from V3.3.1 to V3.4.0 in the browser with the guided driver', async ({ page }) => {
  const storesBefore = await storeStatuses(sandbox)
  expect(Object.values(storesBefore)).toContain('RUNNING')
  await adopt(page, panel, sandbox, 'guided')
  await plan(page)
  await start(page)
  await doAsTold(page, sandbox, 'ha-off')
  await doAsTold(page, sandbox, 'ha-on')

  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible({ timeout: 200_000 })
  const steps = page.getByRole('region', { name: 'Steps' }).getByText('Proven', { exact: true })
  await expect(steps).toHaveCount(12)
  await expect(page.getByRole('region', { name: 'Servers' }).getByText(/^online$/i)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Dumps' }).getByRole('button', { name: 'Copy: SHA-256' })).toHaveCount(3)
  await expect(page).toHaveTitle(/^✓ Upgraded to V3\.4\.0/)

  const { t1, t2 } = (await job(page)).times
  const downtimeMinutes = (Date.parse(t2 ?? '') - Date.parse(t1 ?? '')) / 60_000
  expect(downtimeMinutes).toBeGreaterThan(0)
  const ha = await haConfig(sandbox)
  expect(Number(ha.refetchStoreIntervalMin)).toBeGreaterThan(downtimeMinutes)
  // Running ones run again, suspended projects stay suspended, and none is lost to an interval that is too small.
  await expect.poll(() => storeStatuses(sandbox), { message: 'Stores come back by themselves', timeout: 30_000 }).toEqual(storesBefore)
  await sandbox.ends.upgraded()
})
