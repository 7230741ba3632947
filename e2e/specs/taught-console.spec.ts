import { writeFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { freshSandbox, haConfig, type Sandbox } from '../fixtures/sandbox.ts'

let panel: Panel
let sandbox: Sandbox

test.beforeEach(async () => {
  sandbox = await freshSandbox(['console-unknown'])
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterEach(() => panel.stop())

/** What the panel asks a person to do in the OMS console, in a tab of their own. */
async function signIn(console: Page): Promise<void> {
  await console.goto(sandbox.oms.console.url)
  await console.getByLabel('Account').fill(sandbox.oms.console.user)
  await console.getByLabel('Password').fill(sandbox.oms.console.password)
  await console.getByRole('button', { name: 'Sign in' }).click()
}

async function clickThrough(console: Page): Promise<void> {
  await console.getByRole('button', { name: 'System Parameters' }).click()
  const save = console.getByRole('button', { name: 'Save ha.config' })
  await expect(save).toBeEnabled()
  await save.click()
  await expect(console.getByRole('status')).toContainText('"payload": null')
  await console.getByRole('button', { name: 'Servers' }).click()
  await expect(console.getByRole('status')).toContainText('Online')
}

async function recordHar(browser: Browser, file: string): Promise<void> {
  const context = await browser.newContext({ recordHar: { path: file, content: 'embed' } })
  const console = await context.newPage()
  await signIn(console)
  await clickThrough(console)
  await context.close()
}

// Nobody documents the console's calls: without this an unknown OMS is left with the guided driver, and with a person at 3 a.m.
test('a console with calls that the panel has never seen is taught by its own log, then by a recording', async ({
  page,
  browser,
}, info) => {
  const before = await haConfig(sandbox)
  await panel.enter(page, 'admin')
  await page.goto(`${panel.url}/installations/adopt`)
  await page.getByRole('radio', { name: /^oms_331 / }).check()
  await page.getByRole('textbox', { name: 'Console account' }).fill(sandbox.oms.console.user)
  await page.getByLabel('Console password', { exact: true }).fill(sandbox.oms.console.password)

  // The panel's own calls are unknown there, and a driver that was not taught is refused where it is chosen.
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText(/points? ha(s|ve) to be settled first/)).toBeVisible()
  await page.getByRole('radio', { name: /^Learned console / }).check()
  await page.getByRole('button', { name: 'Test connection' }).click()
  const teach = page.getByRole('region', { name: 'Teach the console' })
  await expect(teach.getByText('Teach the console first, or import calls from a file.')).toBeVisible()

  await teach.getByRole('button', { name: 'Start watching' }).click()
  await expect(teach.getByText('Watching oms-web.log in the container.')).toBeVisible()
  const console = await page.context().newPage()
  await signIn(console)
  await console.getByRole('button', { name: 'System Parameters' }).click()
  const first = teach.getByRole('listitem').filter({ hasText: 'Read ha.config' })
  await expect(first).toContainText('Seen')
  await expect(teach.getByText('Edit ha.config there and save it without changing anything.')).toBeVisible()
  await info.attach('watching', { body: await teach.screenshot(), contentType: 'image/png' })
  await clickThrough(console)

  await expect(teach.getByText("Learned from the console's own log.")).toBeVisible()
  await expect(teach.getByText('PUT /oms/v9/settings/{settingId}/content')).toBeVisible()
  await expect(teach.getByText('The new value goes into content › current.')).toBeVisible()
  await expect(teach.getByText(/Basic authentication with the console account \(assumed/)).toBeVisible()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Everything that the panel needs works')).toBeVisible()
  await page.getByRole('button', { name: 'Adopt', exact: true }).click()
  await page.waitForURL(/\/installations\/(?!adopt)[^/]+$/)
  await expect(page.getByText('Learned console').first()).toBeVisible()
  expect(await haConfig(sandbox)).toEqual(before)

  // A recording shows the session too. What cannot be used says so where it was chosen, and changes nothing.
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await expect(teach.getByText("Learned from the console's own log.")).toBeVisible()
  await teach.getByRole('button', { name: 'Teach again' }).click()
  await teach.getByRole('tab', { name: 'HAR file' }).click()
  const bad = info.outputPath('page.har')
  writeFileSync(bad, '<html>not a recording</html>')
  await teach.getByLabel('Choose a HAR file').setInputFiles(bad)
  await expect(teach.getByRole('alert')).toContainText('This file is not a HAR file: it is not valid JSON.')
  const good = info.outputPath('console.har')
  await recordHar(browser, good)
  await teach.getByLabel('Choose a HAR file').setInputFiles(good)
  await expect(teach.getByText('Learned from a HAR file.')).toBeVisible()
  await expect(teach.getByText('POST /oms/v9/session')).toBeVisible()
  await teach.getByText('Show the calls as JSON', { exact: true }).click()
  await expect(teach).not.toContainText(sandbox.oms.console.password)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Everything that the panel needs works')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Installation saved')).toBeVisible()
  expect(await haConfig(sandbox)).toEqual(before)
})
