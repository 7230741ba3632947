import { expect, type Page, test } from '@playwright/test'
import type { InstallationKept } from '../../server/contract/kept-databases.ts'
import type { FinishedJob } from '../../server/db/testing/finished-job.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectFits, expectNoFaults } from '../fixtures/readable.ts'
import { keptOf, RUN_STATES, type RunState } from '../fixtures/run-states.ts'
import { storedJobs } from '../fixtures/stored-job.ts'

let panel: Panel
let stored: FinishedJob

test.beforeAll(async () => {
  panel = await startPanel()
  const [first] = await storedJobs(panel, [{ number: 1, outcome: 'rolled-back' }])
  if (first === undefined) throw new Error('the job was not stored')
  stored = first
})

test.beforeEach(({ page }) => panel.enter(page))

test.afterAll(() => panel.stop())

async function open(page: Page, state: RunState) {
  await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
}

// A database dropped by a wrong click is gone for good; one that nobody can drop fills the MetaDB.
test('what a rollback kept is listed, and can be dropped once the job is finalized, by typing the name of the installation', async ({
  page,
}) => {
  await open(page, RUN_STATES.rolledBack())
  const section = page.getByRole('region', { name: 'Databases kept by this job', exact: true })
  await expect(section).toContainText('They stay until the job is finalized. You can then drop them here.')
  await expect(section.getByRole('listitem').first()).toContainText('158 tables, 185 MB')
  await expect(section.getByRole('button', { name: /Drop/ })).toHaveCount(0)

  const finalized = RUN_STATES.rolledBackFinalized()
  await open(page, finalized)
  await expect(page.getByRole('heading', { name: 'OMS runs V3.3.1, finalized' })).toBeVisible()
  await section.getByRole('button', { name: 'Drop 3 databases' }).click()
  const dialog = page.getByRole('dialog', { name: 'Drop 3 databases from 10.0.0.9:2883?' })
  await expect(dialog).toContainText('This cannot be undone.')
  for (const { name } of finalized.kept.databases) await expect(dialog.getByText(name, { exact: true })).toBeVisible()
  const drop = dialog.getByRole('button', { name: 'Drop 3 databases' })
  await expect(drop).toHaveAccessibleDescription('Type the name of the installation first.')
  const { name } = finalized.snapshot.installation
  await dialog.getByRole('textbox', { name: `Type ${name} to confirm` }).fill(name)
  await expect(drop).not.toHaveAttribute('aria-disabled')
  await expectFits(page, 320)
  await expectNoFaults(page)
  // The job of this page is not in the panel's store, so the answer is a refusal; it stays where it was asked.
  await drop.click()
  await expect(dialog.getByRole('alert')).toContainText('This upgrade does not exist.')
})

test('a kept database that is used, live or not to be seen says so, and where nothing was made nothing is shown', async ({ page }) => {
  const state = RUN_STATES.rolledBackFinalized()
  const section = page.getByRole('region', { name: 'Databases kept by this job', exact: true })
  const [first, ...others] = state.kept.databases
  if (first === undefined) throw new Error('no database is kept')
  const sessions = [{ user: 'dba', host: '10.0.0.7', database: first.name }]
  await open(page, { ...state, kept: keptOf(state.snapshot, undefined, { sessions }) })
  await expect(section.getByRole('button', { name: 'Drop 3 databases' })).toHaveAccessibleDescription(
    `1 session uses these databases: dba@10.0.0.7 (${first.name}). Close it first.`,
  )
  const live = new Map([[first.name, 'oms-copy']])
  await open(page, { ...state, kept: keptOf(state.snapshot, undefined, { live, seesSessions: false }) })
  await expect(section).toContainText(`${first.name} is a live database of the installation oms-copy. The panel never drops it.`)
  await section.getByRole('button', { name: 'Drop 2 databases' }).click()
  const dialog = page.getByRole('dialog', { name: 'Drop 2 databases from 10.0.0.9:2883?' })
  await expect(dialog).toContainText('it cannot tell whether one of them uses these databases')
  await expect(dialog.getByText(first.name, { exact: true })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Keep them' }).click()
  await expect(dialog).toHaveCount(0)
  await open(page, { ...state, kept: keptOf(state.snapshot, [{ ...first, bytes: null }]) })
  await expect(section).toContainText('158 tables, size unknown')
  await open(page, { ...state, kept: keptOf(state.snapshot, [], { unseen: others.map(({ name }) => name) }) })
  await expect(section).toContainText('so they may still exist')
  await open(page, { ...state, kept: { ...state.kept, databases: [] } })
  await expect(section).toContainText('None of the databases that the panel created for this job is left on 10.0.0.9:2883.')
  await open(page, { ...state, kept: keptOf(state.snapshot, []) })
  await expect(page.getByRole('heading', { name: 'OMS runs V3.3.1, finalized' })).toBeVisible()
  await expect(section).toHaveCount(0)
})

test('in Chinese the kept databases and their dialog are Chinese', async ({ page }) => {
  const state = RUN_STATES.rolledBackFinalized()
  await page.context().addCookies([{ name: 'locale', value: 'zh', url: panel.url }])
  await fakeRoutes(page, { ...state, kept: keptOf(state.snapshot, undefined, { seesSessions: false }) })
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  const section = page.getByRole('region', { name: '该任务保留的数据库', exact: true })
  await expect(section).toContainText('rm_331 中被回滚替换的内容')
  await section.getByRole('button', { name: '删除 3 个数据库' }).click()
  const dialog = page.getByRole('dialog', { name: '从 10.0.0.9:2883 删除 3 个数据库？' })
  await expect(dialog).toContainText('删除后无法恢复')
  await expect(dialog).toContainText('面板的账号看不到其他账号的会话')
  await expect(dialog.getByRole('button', { name: '删除 3 个数据库' })).toHaveAccessibleDescription('请先输入 OMS 实例的名称。')
})

async function openInstallation(page: Page, json: InstallationKept | null) {
  await page.unrouteAll()
  const answered = page.waitForResponse('**/api/installations/*/kept')
  await page.route('**/api/installations/*/kept', (route) =>
    json === null ? route.fulfill({ status: 503, json: {} }) : route.fulfill({ json }),
  )
  await page.goto(`${panel.url}/installations/${stored.installationId}`)
  await answered
}

// Databases of a job that nobody opens any more would fill the MetaDB unseen.
test('the page of an installation names the jobs that still keep databases, and shows nothing where none does', async ({ page }) => {
  const job = { id: stored.jobId, number: 1, status: 'finalized', databases: 3, bytes: 198_600_000 } as const
  const at = new Date().toISOString()
  const list = page.getByRole('list', { name: 'Databases kept on the MetaDB', exact: true })
  await openInstallation(page, { at, jobs: [job, { ...job, number: 2, databases: 1, bytes: null }] })
  await expect(list.getByRole('listitem')).toHaveText([
    'Upgrade 1 keeps 3 databases on the MetaDB (199 MB).',
    'Upgrade 2 keeps 1 database on the MetaDB (size unknown).',
  ])
  await expect(list.getByRole('link', { name: 'Upgrade 1' })).toHaveAttribute('href', `/upgrades/${stored.jobId}`)
  await expectFits(page, 320)
  await expectNoFaults(page)
  await openInstallation(page, null)
  await expect(page.getByText('The panel cannot read the MetaDB right now.')).toBeVisible()
  await openInstallation(page, { at, jobs: [] })
  await expect(page.getByRole('heading', { name: 'Maintenance windows' })).toBeVisible()
  await expect(list).toHaveCount(0)
  await page.context().addCookies([{ name: 'locale', value: 'zh', url: panel.url }])
  await openInstallation(page, { at, jobs: [job] })
  await expect(page.getByText('升级任务 1 在 MetaDB 中保留了 3 个数据库（199 MB）。')).toBeVisible()
})
