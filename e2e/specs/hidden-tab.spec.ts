import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openStore, type Store } from '../../server/db/open-store.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

/** To one host, over HTTP/1.1. */
const CONNECTIONS_OF_A_BROWSER = 6
const RENEW_MS = 2_000

let panel: Panel
let store: Store
let renewal: NodeJS.Timeout
let jobId: string

test.beforeAll(async () => {
  panel = await startPanel()
  store = openStore(path.join(panel.dataFolder, 'panel.db'))
  const [job] = await storedJobs(panel, [{ number: 1, outcome: 'succeeded' }])
  if (job === undefined) throw new Error('the job was not stored')
  const { installationId, runIds } = job
  jobId = job.jobId
  // Somebody executes it, or the panel would take it and hold it, because it cannot be opened.
  const lease = { installationId, runId: runIds[0] ?? '', owner: 'spec', fence: 1, renewals: 0 }
  await store.$transaction([
    store.lease.create({ data: lease }),
    store.run.updateMany({ where: { jobId }, data: { status: 'running' } }),
    store.upgradeJob.update({ where: { id: jobId }, data: { status: 'running', revision: { increment: 1 } } }),
  ])
  renewal = setInterval(() => void store.lease.updateMany({ data: { renewals: { increment: 1 } } }), RENEW_MS)
})

test.afterAll(async () => {
  clearInterval(renewal)
  await store.$disconnect()
  await panel.stop()
})

const live = (page: Page) => page.getByText('Live', { exact: true })
const watchers = (page: Page) => page.getByRole('region', { name: 'Who is here' }).getByRole('listitem')

/** Whether somebody looks: browsers under test hold every page for visible. */
function turn(state: string): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

// The night is long, and the tab is behind others: it has to call all the same.
test('a tab that nobody looks at lets go of its stream and no longer counts as watching, calls when a decision is needed, and is live again when somebody looks', async ({
  page,
  browser,
}) => {
  await page.clock.install()
  await page.addInitScript(() => {
    const notices: string[] = []
    class FakeNotification {
      static permission = 'granted'
      constructor(title: string) {
        notices.push(title)
      }
    }
    localStorage.setItem('panel.alerts', '{"sound":false,"notice":true}')
    Object.assign(window, { Notification: FakeNotification, notices })
  })
  await panel.enter(page, 'admin')
  await page.goto(`${panel.url}/upgrades/${jobId}`)
  await expect(live(page)).toBeVisible()
  const other = await (await browser.newContext()).newPage()
  await panel.enter(other, 'operator')
  await other.goto(`${panel.url}/upgrades/${jobId}`)
  await expect(watchers(other)).toHaveCount(2)

  // Its seconds are not slowed down with the page's own.
  expect(page.workers().map((worker) => worker.url())).toEqual([`${panel.url}/every-second.js`])
  await page.evaluate(turn, 'hidden')
  await page.clock.fastForward(31_000)
  await expect(watchers(other)).toHaveText([/^Otto Operator \(you\)/])
  await expect(live(page)).toBeHidden()

  await store.$transaction([
    store.stepAttempt.updateMany({ where: { run: { jobId }, stepId: 'closing-note' }, data: { status: 'failed' } }),
    store.run.updateMany({ where: { jobId }, data: { status: 'failed' } }),
    store.upgradeJob.update({ where: { id: jobId }, data: { status: 'needs-decision', revision: { increment: 1 } } }),
  ])
  await expect(page).toHaveTitle(/^✗ Stopped!/)
  await expect(page.locator('head link[rel="icon"]')).toHaveAttribute('href', '/state-bad.svg')
  expect(await page.evaluate(() => (window as unknown as { notices: string[] }).notices)).toEqual(['oms-prod needs you'])
  await expect(live(page)).toBeHidden()

  await page.evaluate(turn, 'visible')
  await expect(live(page)).toBeVisible()
  await expect(watchers(other)).toHaveCount(2)
  await other.context().close()
})

// With a stream in each of them the seventh tab would wait for ever, and so would every click in the other six.
test('tabs that were opened in the background leave the connections of the browser to the one that somebody looks at', async ({ page }) => {
  const context = page.context()
  await panel.enter(page, 'viewer')
  const address = `${panel.url}/upgrades/${jobId}`
  for (let count = 0; count < CONNECTIONS_OF_A_BROWSER; count += 1) {
    const tab = await context.newPage()
    await tab.addInitScript(turn, 'hidden')
    await tab.goto(address)
    await expect(tab).toHaveTitle(/oms-prod/)
  }
  await page.goto(address)
  await expect(live(page)).toBeVisible()
  await expect(watchers(page)).toHaveCount(1)
})
