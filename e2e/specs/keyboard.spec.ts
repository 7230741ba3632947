import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Role } from '../../server/contract/access.ts'
import { openStore } from '../../server/db/open-store.ts'
import { type JudgedSandbox, judgedSandbox } from '../fixtures/judged-sandbox.ts'
import { chooseByKeys, pressByKeys, tabTo, tickByKeys, typeByKeys } from '../fixtures/keyboard.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'

let panel: Panel
let sandbox: JudgedSandbox

test.beforeEach(async () => {
  sandbox = await judgedSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(() => panel.stop())

async function adopt(page: Page): Promise<void> {
  await pressByKeys(page, page.getByRole('main').getByRole('link', { name: 'Adopt an installation' }))
  await chooseByKeys(page, page.getByRole('radio', { name: /^oms_331 / }))
  await chooseByKeys(page, page.getByRole('radio', { name: /^MetaDB The panel/ }))
  await typeByKeys(page, page.getByRole('textbox', { name: 'Console account' }), sandbox.oms.console.user)
  await typeByKeys(page, page.getByLabel('Console password', { exact: true }), sandbox.oms.console.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Everything that the panel needs works')).toBeVisible()
  await pressByKeys(page, page.getByRole('button', { name: 'Adopt', exact: true }))
  // One person does the whole journey. What the arrows pass over on the way there is not saved.
  await chooseByKeys(page, page.getByRole('radio', { name: /^Never/ }))
  await pressByKeys(page, page.getByRole('button', { name: 'Save approval rule' }))
  await expect(page.getByText('Not saved yet')).toBeHidden()
}

async function plan(page: Page): Promise<void> {
  await pressByKeys(page, page.getByRole('link', { name: 'Plan an upgrade' }).first())
  await chooseByKeys(page, page.getByRole('radio', { name: /^oms_3\.4\.0\.tar\.gz/ }))
  await chooseByKeys(page, page.getByRole('radio', { name: /^From a fixed time back/ }))
  await pressByKeys(page, page.getByRole('button', { name: 'Check and show plan' }))
  await expect(page.getByRole('heading', { name: 'The plan' })).toBeVisible()
  for (const box of await page.getByRole('checkbox', { name: 'I have read this and accept it' }).all()) await tickByKeys(page, box)
  await pressByKeys(page, page.getByRole('button', { name: 'Save plan' }))
  await expect(page.getByRole('heading', { name: 'Ready to start' })).toBeVisible()
}

async function start(page: Page): Promise<void> {
  await pressByKeys(page, page.getByRole('button', { name: 'Start the upgrade' }))
  await pressByKeys(page, page.getByRole('dialog').getByRole('button', { name: 'Stop oms_331 and upgrade' }))
  await expect(page.getByText(/^Step \d+ of 12/)).toBeVisible()
}

async function rollBack(page: Page): Promise<void> {
  const open = page.getByRole('button', { name: 'Roll back to V3.3.1' })
  const dialog = page.getByRole('dialog')
  await pressByKeys(page, open)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(open).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/Verified just now/).first()).toBeVisible()
  await typeByKeys(page, dialog.getByRole('textbox', { name: 'Why do you roll back?' }), 'a change of mind')
  await typeByKeys(page, dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }), 'oms_340')
  await pressByKeys(page, dialog.getByRole('button', { name: 'Stop oms_340 and roll back' }))
  await expect(page.getByRole('heading', { name: 'Rolled back: OMS runs V3.3.1' })).toBeVisible({ timeout: 120_000 })
}

// A button that only a mouse reaches is a window that somebody cannot end. And whoever loses a role while OMS is down must not
// take the run with them, and may do nothing more to it.
test('the keyboard alone adopts, plans, upgrades and rolls back, although its owner loses the role on the way', async ({ page }) => {
  const store = openStore(path.join(panel.dataFolder, 'panel.db'))
  const setRole = (role: Role) => store.user.update({ where: { email: PEOPLE.admin.email }, data: { role } })
  await panel.enter(page)
  await page.goto(panel.url)
  await adopt(page)
  await plan(page)
  await start(page)
  await setRole('viewer')
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible({ timeout: 150_000 })
  await page.reload()
  const rollBackButton = page.getByRole('button', { name: 'Roll back to V3.3.1' })
  await tabTo(page, rollBackButton)
  await expect(rollBackButton).toHaveAttribute('aria-disabled', 'true')
  await setRole('administrator')
  await store.$disconnect()
  await page.reload()
  await rollBack(page)
  await sandbox.ends.rolledBack()
})
