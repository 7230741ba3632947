import { expect, type Page, test } from '@playwright/test'
import type { InstallationState } from '../../server/contract/installation.ts'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadable } from '../fixtures/readable.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

let panel: Panel
let rolledBack: FinishedJob
let succeeded: FinishedJob

test.beforeAll(async () => {
  panel = await startPanel()
  const [first, second] = await storedJobs(panel, [
    { number: 1, outcome: 'rolled-back' },
    { number: 2, outcome: 'succeeded', at: '2026-11-08T17:00:00.000Z', slowness: 2, image: 'registry.example/oms:feature_3.4.0-b2' },
  ])
  if (first === undefined || second === undefined) throw new Error('the jobs were not stored')
  rolledBack = first
  succeeded = second
})

test.afterAll(() => panel.stop())

const heading = (level: 1 | 2 | 3) => (page: Page) => page.getByRole('heading', { level })

/** Pages that no other spec looks at in every theme and language. The engine does not answer here: what the pages say of that is looked at too. */
const PAGES = {
  overview: { address: () => '/', mark: heading(2) },
  installations: { address: () => '/installations', mark: (page: Page) => page.getByRole('link', { name: /OMS|oms/ }) },
  adopt: { address: () => '/installations/adopt', mark: (page: Page) => page.getByRole('alert') },
  plan: { address: () => '/upgrades/new', mark: (page: Page) => page.getByRole('alert') },
  run: { address: () => `/upgrades/${succeeded.jobId}`, mark: heading(2) },
  review: { address: () => `/upgrades/${rolledBack.jobId}/review`, mark: heading(3) },
  report: { address: () => `/upgrades/${rolledBack.jobId}/report`, mark: heading(2) },
  compare: {
    address: () => `/upgrades/compare?a=${rolledBack.runIds[0]}&b=${succeeded.runIds[0]}`,
    mark: (page: Page) => page.getByRole('table'),
  },
}

for (const [name, { address, mark }] of Object.entries(PAGES)) {
  test(`the ${name} page has no accessibility faults in both themes and languages, and nothing sticks out at 320 px`, async ({ page }) => {
    await panel.enter(page)
    await expectReadable(page, panel, { name, address: address(), mark })
  })
}

// A row that comes late pushes the button below it from under the pointer.
test('the rows of an installation stand where they will be while its state is still read', async ({ page }) => {
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  const window = { timeZone: 'UTC', hasWindows: false, isOpen: true, openUntil: null, freeze: null, nextOpenAt: null }
  const container = { name: 'oms_331', state: 'running' }
  const json: InstallationState = {
    at: '2026-11-08T18:00:00.000Z',
    window,
    container,
    metaDb: { cipher: 'TLS_AES_256_GCM_SHA384' },
    seen: { ha: true, online: 1, servers: 1 },
  }
  await page.route('**/api/installations/*/state', async (route) => {
    await held
    await route.fulfill({ json })
  })
  await panel.enter(page)
  await page.goto(`${panel.url}/installations`)
  await expect(page.getByText('being read')).toHaveCount(3)
  const terms = await page.getByRole('term').allInnerTexts()
  answer()
  await expect(page.getByText('being read')).toHaveCount(0)
  expect(await page.getByRole('term').allInnerTexts()).toEqual(terms)
})
