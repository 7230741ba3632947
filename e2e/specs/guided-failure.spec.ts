import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { ChoiceKind, RetryInput } from '../../server/contract/choice.ts'
import { holdATable } from '../faults/metadb-acts.ts'
import { englishLeft } from '../fixtures/english-left.ts'
import { guidedChoices } from '../fixtures/guided-choice.ts'
import { adopt, picture, plan, rollBack, start } from '../fixtures/journey.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { outsideHands } from '../fixtures/outside-hands.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { haConfig } from '../fixtures/sandbox.ts'
import { breakSandbox } from '../sandbox/break.ts'
import { engineClient } from '../sandbox/engine-client.ts'

const ARCHIVE = 'oms_3.4.0.tar.gz'
const SECOND_ARCHIVE = 'oms_3.4.0_second.tar.gz'
const WINDOW_MS = 120_000

const { choose, correct, isRefused, button, used } = guidedChoices()
let panel: Panel
let sandbox: JudgedSandbox
/** A folder of the test's own: archives in it are spoilt on purpose. */
let imageFolder: string

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 2 })

async function isStopped(page: Page, step: string, where: 'up' | 'down'): Promise<void> {
  await expect(heading(page, `${where === 'up' ? 'Stopped' : 'Stopped in the window'}: ${step}`)).toBeVisible({ timeout: WINDOW_MS })
}

async function planAgain(page: Page) {
  await page.getByRole('link', { name: 'Plan the upgrade again' }).click()
  await page.getByRole('radio', { name: new RegExp(`^${ARCHIVE}`) }).check()
  return page.getByRole('textbox', { name: 'Name of the new container' })
}

/** The same page in Chinese, and back. */
async function inChinese(page: Page, words: string): Promise<void> {
  const setLocale = (value: string) => page.context().addCookies([{ name: 'locale', value, url: panel.url }])
  await setLocale('zh')
  await page.reload()
  await expect(page.getByText(words).first()).toBeVisible()
  expect.soft(await englishLeft(page), page.url()).toEqual([])
  await setLocale('en')
  await page.reload()
}

test.describe('every way on', () => {
  test.beforeEach(async () => {
    sandbox = await judgedSandbox()
    imageFolder = mkdtempSync(path.join(tmpdir(), 'panel-images-'))
    copyFileSync(path.join(sandbox.imageFolder, ARCHIVE), path.join(imageFolder, ARCHIVE))
    panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder })
  })

  test.afterEach(async () => {
    const { changeMetaDbPassword, giveBackDelete } = outsideHands(sandbox)
    breakSandbox(sandbox, 'none', true)
    await panel.stop()
    await changeMetaDbPassword(sandbox.metaDb.password)
    await giveBackDelete()
    rmSync(imageFolder, { recursive: true, force: true })
  })

  // Whoever finds the wrong password at 3 a.m. must not have to plan anew, and OMS must not be down longer for it.
  test('a fault that is cleared, another archive and corrected passwords lead to the end, which is final', async ({ page }) => {
    const { changeConsolePassword, changeMetaDbPassword } = outsideHands(sandbox)
    await adopt(page, panel, sandbox, 'console')
    await plan(page)
    breakSandbox(sandbox, 'console-502', true)
    await start(page)
    await isStopped(page, 'Check everything once more', 'up')
    await isRefused(page, 'skip', 'Leaving this step out would not be safe.')

    breakSandbox(sandbox, 'none', true)
    breakSandbox(sandbox, 'console-slow', 1500)
    await choose(page, 'check')
    await choose(page, 'hold')
    await isRefused(page, 'hold', 'Already asked for.')
    await expect(heading(page, 'Held before: Load the new image')).toBeVisible({ timeout: WINDOW_MS })

    breakSandbox(sandbox, 'none', true)
    breakSandbox(sandbox, 'slow-stop', 4)
    copyFileSync(path.join(imageFolder, ARCHIVE), path.join(imageFolder, SECOND_ARCHIVE))
    truncateSync(path.join(imageFolder, ARCHIVE), Math.floor(statSync(path.join(imageFolder, ARCHIVE)).size / 3))
    await changeConsolePassword('Changed#2026')
    await choose(page, 'continue')
    await isStopped(page, 'Load the new image', 'up')
    await correct(page, 'image-archive', SECOND_ARCHIVE)
    await picture(page, 'guided-inputs')
    await choose(page, 'retry')

    await isStopped(page, 'Disable HA', 'up')
    await correct(page, 'console-account', 'Changed#2026')
    await choose(page, 'retry')

    // While the old OMS takes its time to stop, somebody changes the MetaDB's password.
    await expect(heading(page, 'Stop the old container (T1)')).toBeVisible({ timeout: WINDOW_MS })
    await changeMetaDbPassword("Rot'ated \\#2026")
    await isStopped(page, 'Stop the old container (T1)', 'down')
    await correct(page, 'metadb-password', "Rot'ated \\#2026")
    await choose(page, 'retry')

    await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
    const changed = { table: 'oms_user', columns: ['password_hash'], reason: 'somebody changed the password of the console' }
    await sandbox.ends.upgraded({ exceptions: [changed] })
    await expect(button(page, 'roll-back')).toBeVisible()
    await isRefused(page, 'finalize', 'Tick the confirmation first.')
    await page.getByRole('checkbox', { name: 'OMS works, and we do not want to go back.' }).check()
    await choose(page, 'finalize')
    await expect(heading(page, 'OMS runs V3.4.0, finalized')).toBeVisible()
    await expect(button(page, 'roll-back')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Roll back', exact: true })).toHaveAccessibleDescription(
      'The job is finalized: there is no way back any more.',
    )
  })

  test('a step is skipped with a reason, docker_init.sh is repeated when that is confirmed, waiting is ended, a server is excepted, and ha.config is decided on', async ({
    page,
  }) => {
    const { takeAwayDelete, giveBackDelete, changeHaConfig } = outsideHands(sandbox)
    await adopt(page, panel, sandbox, 'console')
    await plan(page)
    breakSandbox(sandbox, 'slow-stop', 4)
    breakSandbox(sandbox, 'init-exit-0', true)
    await start(page)
    await expect(heading(page, 'Stop the old container (T1)')).toBeVisible({ timeout: WINDOW_MS })
    await takeAwayDelete()
    await isStopped(page, 'Delete useless heartbeat records', 'down')
    await giveBackDelete()
    await isRefused(page, 'skip', 'Give a reason first.')
    await page.getByRole('textbox', { name: 'Reason' }).fill('  ')
    await isRefused(page, 'skip', 'Give a reason first.')
    await page.getByRole('textbox', { name: 'Reason' }).fill('the table is small')
    await choose(page, 'skip')

    await isStopped(page, 'Initialize the metadata', 'down')
    await expect(page.getByText('Skipped, because: the table is small')).toBeVisible()
    await isRefused(page, 'retry', 'Tick the confirmation first.')
    breakSandbox(sandbox, 'none', true)
    breakSandbox(sandbox, 'server-down', true)
    await page.getByRole('checkbox', { name: /this step may be done again\.$/ }).check()
    await choose(page, 'retry')

    await expect(heading(page, 'Check that all servers are Online')).toBeVisible({ timeout: WINDOW_MS })
    await choose(page, 'abort')
    await isStopped(page, 'Check that all servers are Online', 'down')
    await expect(page.getByText('Stopped by a person before it was done.').first()).toBeVisible()
    await changeHaConfig('checkRequestIntervalSec', 77)
    await correct(page, 'except-servers', sandbox.hostIp)
    await isRefused(page, 'retry', 'Give a reason first.')
    await page.getByRole('textbox', { name: 'Reason' }).first().fill('its host is being replaced')
    await choose(page, 'retry')

    await isStopped(page, 'Enable HA (T2)', 'down')
    await isRefused(page, 'retry', 'First choose which values of ha.config to use.')
    await correct(page, 'ha-config', 'The expected values')
    breakSandbox(sandbox, 'none', true)
    await choose(page, 'retry')
    await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
    expect((await haConfig(sandbox)).checkRequestIntervalSec).not.toBe(77)
    await expect(page.getByText(`Continued without ${sandbox.hostIp}, as someone decided.`)).toBeVisible()
    await sandbox.ends.upgraded()
  })

  test('a rollback asks for a reason and the name, and its leftover container is removed so that the name is free again', async ({
    page,
  }) => {
    await adopt(page, panel, sandbox, 'metadb')
    await plan(page)
    breakSandbox(sandbox, 'dies-on-start', true)
    await start(page)
    // Whether it is seen alive for a moment first is a matter of luck.
    const died = /^Stopped in the window: (Start the new container|Wait for the components)$/
    await expect(page.getByRole('heading', { name: died })).toBeVisible({ timeout: WINDOW_MS })
    breakSandbox(sandbox, 'none', true)
    await choose(page, 'roll-back')
    const dialog = page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: 'Stop oms_340 and roll back' })
    await expect(confirm).toHaveAccessibleDescription('Give a reason first.')
    await dialog.getByRole('textbox', { name: 'Why do you roll back?' }).fill('it dies at once')
    await dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }).fill('oms_331')
    await expect(confirm).toHaveAccessibleDescription('Type the name of the container first.')
    await dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }).fill('oms_340')
    await confirm.click()
    await expect(heading(page, 'Rolled back: OMS runs V3.3.1')).toBeVisible({ timeout: WINDOW_MS })
    await sandbox.ends.rolledBack()

    const planned = await planAgain(page)
    await expect(planned).toHaveValue('oms_340_2')
    await planned.fill('oms_340')
    await page.getByRole('button', { name: 'Check and show plan' }).click()
    await page.getByRole('link', { name: /^It is left over from an upgrade that was rolled back/ }).click()

    await expect(page.getByText('The stopped container oms_340 still exists, and its name is taken.')).toBeVisible()
    await picture(page, 'leftover')
    await page.getByRole('button', { name: 'Remove it' }).click()
    await dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }).fill('oms_340')
    await dialog.getByRole('button', { name: 'Remove oms_340' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText(/^No container of this upgrade is left/)).toBeVisible()
    const containers = await engineClient(sandbox.engine).listContainers({ all: true })
    expect(containers.map(({ Names, State }) => [...Names, State])).toEqual([['/oms_331', 'running']])

    await expect(await planAgain(page)).toHaveValue('oms_340')
  })

  // Whoever notices in the middle of a rollback that the new version was right must not have to end it first.
  test('a rollback that was held behind its swap is undone, also read in Chinese, and OMS can be rolled back again', async ({ page }) => {
    await adopt(page, panel, sandbox, 'console')
    await plan(page)
    await start(page)
    await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
    await sandbox.ends.upgraded()
    const isAsBefore = await sandbox.seenNow()
    const table = await holdATable(sandbox)
    await rollBack(page, 'a change of mind')
    await expect(heading(page, 'Rolling back: Swap the databases')).toBeVisible({ timeout: WINDOW_MS })
    await table.isWaitedFor()
    await choose(page, 'hold')
    await expect(page.getByText('Already asked for.')).toBeVisible()
    await table.end()
    await expect(heading(page, 'Rollback held. Next: Restart the old container')).toBeVisible({ timeout: WINDOW_MS })
    await isRefused(page, 'undo-rollback', 'Tick the confirmation first.')
    await inChinese(page, '撤销回滚')
    await page.getByRole('checkbox', { name: 'I want the new version to run again' }).check()
    await choose(page, 'undo-rollback')
    await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
    await inChinese(page, 'OMS 已运行 V3.4.0')
    await isAsBefore({ mayHaveCopies: true })

    await rollBack(page, 'now for good')
    await expect(heading(page, 'Rolled back: OMS runs V3.3.1')).toBeVisible({ timeout: WINDOW_MS })
    await sandbox.ends.rolledBack()
  })

  // The journal says that OMS is down; whoever started it again by hand could neither go on nor end the job.
  test('an OMS that was started again by hand is seen, the job is resolved outside the panel, and the same upgrade succeeds', async ({
    page,
  }) => {
    const docker = engineClient(sandbox.engine)
    await adopt(page, panel, sandbox, 'metadb')
    await plan(page)
    breakSandbox(sandbox, 'dies-on-start', true)
    await start(page)
    const died = /^Stopped in the window: (Start the new container|Wait for the components)$/
    await expect(page.getByRole('heading', { name: died })).toBeVisible({ timeout: WINDOW_MS })
    breakSandbox(sandbox, 'none', true)
    await docker.getContainer('oms_340').remove({ force: true })
    await docker.getContainer('oms_331').start()
    const again = 'The old OMS is running again although this job did not restart it'
    await expect(async () => {
      await page.getByRole('button', { name: 'Check again' }).click()
      await expect(page.getByText(again, { exact: false }).first()).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: WINDOW_MS })

    await choose(page, 'resolve')
    const dialog = page.getByRole('dialog')
    const end = dialog.getByRole('button', { name: 'Mark as resolved' })
    await expect(dialog.getByRole('radio', { name: /oms_331/ })).toBeChecked()
    for (const box of await dialog.getByRole('checkbox').all()) await box.check()
    await dialog.getByLabel('What was done, and why').fill('docker start oms_331')
    await end.click()
    await expect(heading(page, 'Resolved outside the panel')).toBeVisible()
    await expect(page.getByText('docker start oms_331')).toBeVisible()

    await expect(await planAgain(page)).toHaveValue('oms_340')
    await plan(page)
    await start(page)
    await expect(heading(page, 'OMS runs V3.4.0')).toBeVisible({ timeout: WINDOW_MS })
    await sandbox.ends.upgraded()
  })
})

// Runs last in this file, on what the journeys above really pressed.
test('no guided choice was left unused', () => {
  expect([...used].sort()).toEqual([...ChoiceKind.options, ...RetryInput.options].sort())
})
