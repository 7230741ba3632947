import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openStore } from '../../server/db/open-store.ts'
import { adopt, plan, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { callAction } from '../fixtures/raw-calls.ts'
import { changeInConsole, haConfig } from '../fixtures/sandbox.ts'
import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { imageReference } from '../sandbox/image.ts'

const WINDOW_MS = 120_000
const LATER = imageReference('3.4.0').replace('3.4.0', '3.4.1')

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

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, exact: true, level: 2 })

/** The same image under a later version, as the next release would come. */
async function offerLaterImage(): Promise<void> {
  const [repo = '', tag = ''] = LATER.split(/:(?=[^:]*$)/)
  await engineClient(sandbox.engine).getImage(imageReference('3.4.0')).tag({ repo, tag })
}

// Rolled back under a later upgrade, the databases of 3.3.1 would come under the OMS of 3.4.1.
test('an upgrade that a later one started from offers no rollback, says why, and refuses a request made by hand', async ({ page }) => {
  const store = openStore(path.join(panel.dataFolder, 'panel.db'))
  await adopt(page, panel, sandbox, 'metadb')
  await plan(page)
  await start(page)
  await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
  await sandbox.ends.upgraded()
  const first = page.url()
  await expect(page.getByRole('button', { name: 'Roll back to V3.3.1' })).toBeVisible()

  await offerLaterImage()
  await page.goto(`${panel.url}/upgrades/new`)
  await page.getByRole('tab', { name: 'On the engine' }).click()
  await page.getByRole('radio', { name: LATER }).check()
  await page.getByRole('button', { name: 'Check and show plan' }).click()
  await expect(page.getByRole('heading', { name: 'The plan' })).toBeVisible()
  for (const box of await page.getByRole('checkbox', { name: 'I have read this and accept it' }).all()) await box.check()
  await page.getByRole('button', { name: 'Save plan' }).click()
  await page.getByRole('button', { name: 'Start the upgrade' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop oms_340 and upgrade' }).click()
  await page.getByRole('button', { name: 'Hold after this step' }).click()
  await expect(heading(page, /^Held before: /)).toBeVisible({ timeout: WINDOW_MS })
  const isAsBefore = await sandbox.seenNow()

  await page.goto(first)
  const why = 'Upgrade 2 started from the container that this job created, so this job can no longer be rolled back.'
  await expect(page.getByRole('button', { name: 'Roll back to V3.3.1' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Roll back', exact: true })).toHaveAccessibleDescription(why)
  const jobId = first.split('/').at(-1) ?? ''
  const runs = () => store.run.findMany({ orderBy: { id: 'asc' }, select: { id: true, status: true, kind: true } })
  const before = await runs()
  const input = { jobId, reason: 'by hand', containerName: 'oms_340', skipSafetyDump: false }
  for (const way of [{}, { way: 'swap' }, { way: 'drop-and-restore', dropsConfirmed: true }]) {
    const { outcome, problem } = await callAction(panel.url, 'rollBack', [{ ...input, ...way }], { cookie: panel.cookieOf('admin') })
    expect([outcome, problem?.said]).toEqual(['conflict', { key: 'choices.not.superseded', params: { number: 2 } }])
  }
  expect(await runs()).toEqual(before)
  await isAsBefore()
  await store.$disconnect()
})

// Somebody tidied up too early: without its container there is no old OMS to go back to, and the job must still come to an end.
test('a rollback without the old container is refused in words, OMS is brought back by hand, and the upgrade then succeeds', async ({
  page,
}) => {
  const docker = engineClient(sandbox.engine)
  const { Config, HostConfig } = await docker.getContainer('oms_331').inspect()
  const ha = await haConfig(sandbox)
  await adopt(page, panel, sandbox, 'console')
  await plan(page)
  breakSandbox(sandbox, 'dies-on-start', true)
  await start(page)
  const died = /^Stopped in the window: (Start the new container|Wait for the components)$/
  await expect(page.getByRole('heading', { name: died })).toBeVisible({ timeout: WINDOW_MS })
  breakSandbox(sandbox, 'none', true)
  await docker.getContainer('oms_331').remove({ force: true })

  await page.getByRole('button', { name: 'Roll back to V3.3.1' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('The old container oms_331 no longer exists')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Why do you roll back?' }).fill('it dies at once')
  await dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }).fill('oms_340')
  await expect(dialog.getByRole('button', { name: 'Stop oms_340 and roll back' })).toHaveAccessibleDescription(
    'A check blocks this rollback: see above.',
  )
  await dialog.getByRole('button', { name: 'Do not roll back' }).click()

  // As the old one was made; then what the emergency kit leaves to people.
  await docker.getContainer('oms_340').remove({ force: true })
  const made = await docker.createContainer({ name: 'oms_331', ...Config, HostConfig })
  await made.start()
  await expect
    .poll(
      () =>
        changeInConsole(sandbox, 'ha.config', JSON.stringify(ha)).then(
          () => 'done',
          () => 'not yet',
        ),
      { timeout: 60_000 },
    )
    .toBe('done')
  await sandbox.takesContainersAsTheyAre()
  await sandbox.ends.untouched()

  await page.getByRole('button', { name: 'Mark as resolved outside the panel', exact: true }).click()
  await expect(dialog.getByText('another one that looks like OMS is: oms_331').first()).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('radio', { name: /oms_331/ }).check()
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await dialog.getByLabel('What was done, and why').fill('docker run as before, HA on again')
  await dialog.getByRole('button', { name: 'Mark as resolved' }).click()
  await expect(heading(page, 'Resolved outside the panel')).toBeVisible()

  await page.getByRole('link', { name: 'Plan the upgrade again' }).click()
  await plan(page)
  await start(page)
  await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
  await sandbox.ends.upgraded()
})
