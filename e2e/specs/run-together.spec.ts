import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE, type PersonName } from '../fixtures/people.ts'
import { expectFits, expectNoFaults, shoot } from '../fixtures/readable.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

let panel: Panel
let store: Store

test.beforeAll(async () => {
  panel = await startPanel()
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
})

test.afterAll(async () => {
  await store.$disconnect()
  await panel.stop()
})

/** A job that was held before its last step. */
async function heldJob(): Promise<string> {
  const [job] = await storedJobs(panel, [{ number: 1, outcome: 'succeeded' }])
  const jobId = job?.jobId ?? ''
  await store.stepAttempt.deleteMany({ where: { run: { jobId }, stepId: 'closing-note' } })
  await store.run.updateMany({ where: { jobId }, data: { status: 'held' } })
  await store.upgradeJob.update({ where: { id: jobId }, data: { status: 'needs-decision', revision: { increment: 1 } } })
  return jobId
}

async function seat(browser: Browser, name: PersonName, jobId: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await panel.enter(page, name)
  await page.goto(`${panel.url}/upgrades/${jobId}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  return page
}

const company = (page: Page) => page.getByRole('region', { name: 'Who is here' })

// Two people in one window who do not know of each other decide against each other, or each waits for the other one.
test('two people see each other, one takes over, and the other decides only with a confirmation', async ({ browser }) => {
  const jobId = await heldJob()
  const otto = await seat(browser, 'operator', jobId)
  const ada = await seat(browser, 'admin', jobId)
  // Otto started it.
  await expect(company(ada).getByRole('listitem')).toHaveText([/^Otto Operatordrives/, /^Ada Admin \(you\)since/])
  await expect(company(otto).getByRole('listitem')).toHaveCount(2)
  await expect(company(otto).getByRole('button', { name: 'Take over' })).toHaveCount(0)
  await expect(otto.getByRole('checkbox', { name: /in their place/ })).toHaveCount(0)

  await company(ada).getByRole('button', { name: 'Take over' }).click()
  await expect(otto.getByRole('status').filter({ hasText: 'Ada Admin drives this upgrade now' })).toBeVisible()
  await expect(company(ada).getByRole('listitem').filter({ hasText: 'drives' })).toHaveText(/^Ada Admin \(you\)/)

  const goOn = otto.getByRole('button', { name: 'Go on' })
  await expect(goOn).toHaveAccessibleDescription('Confirm first that you decide in the place of Ada Admin.')
  await expectFits(otto, 320)
  await expectNoFaults(otto)
  await shoot(otto, 'run-together')
  await otto
    .getByRole('listitem')
    .filter({ has: goOn })
    .getByRole('checkbox', { name: 'Ada Admin drives this upgrade. I decide in their place.' })
    .check()
  await goOn.click()
  await expect(ada.getByRole('status').filter({ hasText: 'Otto Operator drives this upgrade now' })).toBeVisible()

  await ada.context().close()
  await expect(company(otto).getByRole('listitem')).toHaveText([/^Otto Operator \(you\)drives/])
  const rows = await store.auditEvent.findMany({
    where: { subject: jobId, action: { in: ['upgrade.take-over', 'upgrade.continue'] } },
    orderBy: { id: 'asc' },
  })
  expect(rows.map(({ actor, action }) => [actor, action])).toEqual([
    [PEOPLE.admin.name, 'upgrade.take-over'],
    [PEOPLE.operator.name, 'upgrade.continue'],
  ])
})
