import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { adopt, picture, plan, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE, type PersonName } from '../fixtures/people.ts'
import { expectNoFaults } from '../fixtures/readable.ts'

let panel: Panel
let sandbox: JudgedSandbox

test.beforeAll(async () => {
  sandbox = await judgedSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterAll(() => panel.stop())

/** A browser of one's own. */
async function seat(browser: Browser, name: PersonName): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await panel.enter(page, name)
  return page
}

const word = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })

/** Opens a dialog by its button, fills what it asks for, and confirms it. */
async function sayOf(page: Page, button: string, confirm: string, reason: string | null): Promise<void> {
  await word(page, button).first().click()
  const dialog = page.getByRole('dialog')
  if (reason !== null) await dialog.getByLabel('Why').fill(reason)
  await word(dialog, confirm).click()
  await expect(dialog).toBeHidden()
}

// Who may do what, and who did what: the whole of it with four people at four screens.
test('one plans, one refuses and then approves, the planner starts, a viewer reviews, and the report on paper names them all', async ({
  browser,
}, info) => {
  test.setTimeout(400_000)
  const planner = await seat(browser, 'operator')
  await adopt(planner, panel, sandbox, 'console', { person: 'operator', approval: 'as-is' })
  await plan(planner, { leadsTo: 'awaitingApproval' })
  await expect(planner.getByText('Approval needed')).toBeVisible()
  await expect(word(planner, 'Start the upgrade')).toHaveAccessibleDescription(
    /Somebody other than Otto Operator has to approve this plan first/,
  )
  await expect(word(planner, 'Approve this plan')).toHaveCount(0)

  const approver = await seat(browser, 'approver')
  await approver.goto(planner.url())
  await sayOf(approver, 'Refuse', 'Refuse this plan', 'The window of Friday is taken.')
  await expect(planner.getByText('This plan was refused and cannot be started.')).toBeVisible()
  await expect(word(planner, 'Start the upgrade')).toHaveAccessibleDescription(/Anna Approver refused this plan/)

  await planner.goto(`${panel.url}/upgrades/new`)
  await plan(planner, { leadsTo: 'awaitingApproval' })
  await approver.goto(panel.url)
  await expect(approver.getByText(/a plan waits for your approval$/)).toBeVisible()
  await approver.getByRole('link', { name: 'Open job 2' }).click()
  await expect(word(approver, 'Approve this plan')).toBeVisible()
  await expectNoFaults(approver)
  await sayOf(approver, 'Approve this plan', 'Approve this plan', null)
  await expect(planner.getByText('Exactly this plan is approved.')).toBeVisible()

  const viewer = await seat(browser, 'viewer')
  await viewer.goto(planner.url())
  await expect(word(viewer, 'Start the upgrade')).toHaveAccessibleDescription(/operator/)
  await picture(planner, 'plan')
  await start(planner)
  await expect(planner.getByRole('heading', { name: 'Initialize the metadata', level: 2 })).toBeVisible({ timeout: 150_000 })
  await picture(planner, 'run-in-window')
  await expect(planner.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible({ timeout: 200_000 })
  await picture(planner, 'run-succeeded')
  await sandbox.ends.upgraded()

  await viewer.goto(`${planner.url()}/review`)
  await viewer.getByLabel('Comment on the whole job').fill('Read on Monday. <b>Well done.</b>')
  await word(viewer, 'Add comment').click()
  await expect(viewer.getByText('Read on Monday. <b>Well done.</b>')).toBeVisible()
  await approver.goto(`${planner.url()}/review`)
  const checklist = approver.getByRole('region', { name: 'Closing checklist' })
  await checklist
    .getByRole('button', { name: /^Sign:/ })
    .first()
    .click()
  await word(approver.getByRole('dialog'), 'Sign').click()
  await expect(checklist.getByText(`Signed by ${PEOPLE.approver.name}`)).toBeVisible()

  await viewer.goto(`${planner.url()}/report`)
  await expect(viewer.getByRole('heading', { name: /OMS upgrade 2/ })).toBeVisible()
  const file = info.outputPath('report.pdf')
  writeFileSync(file, await viewer.pdf({ preferCSSPageSize: true, printBackground: true }))
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-'])
  const dense = stdout.replaceAll(/\s/g, '')
  for (const said of [PEOPLE.operator.name, PEOPLE.approver.name, 'Read on Monday', 'docker_init.sh', 'SHA-256'])
    expect(dense, said).toContain(said.replaceAll(' ', ''))
  expect(stdout).not.toContain(sandbox.oms.console.password)

  const admin = await seat(browser, 'admin')
  await admin.goto(`${panel.url}/audit`)
  for (const did of ['Refused a plan', 'Approved a plan', 'Started an upgrade', 'A run succeeded', 'Added a comment'])
    await expect(admin.getByText(did).first(), did).toBeVisible()
})
