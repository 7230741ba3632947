import { expect, type Page, test } from '@playwright/test'
import { totpCode } from '../../server/services/testing/totp-code.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { expectNoFaults, expectReadable, shoot } from '../fixtures/readable.ts'

const NEW_PASSWORD = 'a sentence of my own at night'

let panel: Panel

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${panel.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(`${panel.url}/sign-in`)
}

const says = (words: { en: string; zh: string }) => (page: Page, locale: 'en' | 'zh') => page.getByText(words[locale])

test.describe('a panel of a first start', () => {
  test.beforeAll(async () => {
    panel = await startPanel({ people: false })
  })
  test.afterAll(() => panel.stop())

  // Whoever finds the port first would own the host.
  test('the first administrator needs the code that only the log shows', async ({ page, browser }) => {
    const reader = await (await browser.newContext()).newPage()
    await expectReadable(reader, panel, { name: 'set-up', address: '/set-up', mark: says({ en: 'Set up the panel', zh: '初始设置' }) })
    await reader.context().close()
    await page.goto(panel.url)
    await expect(page).toHaveURL(`${panel.url}/set-up`)
    const [, code = ''] = /"code":"([0-9A-Z-]+)"/.exec(panel.output()) ?? []
    await page.getByLabel('Your name').fill('Ada Admin')
    await page.getByLabel('E-mail address').fill('ada@example.org')
    await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
    await page.getByLabel('One-time code').fill('AAAA-BBBB-CCCC-DDDD')
    await page.getByRole('button', { name: 'Make the administrator' }).click()
    await expect(page.getByText('This is not the code.').first()).toBeVisible()
    await page.getByLabel('One-time code').fill(code.toLowerCase())
    await page.getByRole('button', { name: 'Make the administrator' }).click()
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await expect(page.getByText('Ada Admin').first()).toBeVisible()
    await signOut(page)
    await page.goto(`${panel.url}/set-up`)
    await expect(page).toHaveURL(`${panel.url}/sign-in`)
  })
})

test.describe('a panel with people', () => {
  test.beforeAll(async () => {
    panel = await startPanel()
  })
  test.afterAll(() => panel.stop())

  test('sign-in, account and people can be read by everybody in every way', async ({ page }) => {
    await expectReadable(page, panel, { name: 'sign-in', address: '/sign-in', mark: says({ en: 'E-mail address', zh: '邮箱地址' }) })
    await panel.enter(page, 'operator')
    await expectReadable(page, panel, { name: 'account', address: '/account', mark: says({ en: 'Your sessions', zh: '我的会话' }) })
    await panel.enter(page)
    const { email } = PEOPLE.viewer
    await expectReadable(page, panel, { name: 'people', address: '/settings/people', mark: says({ en: email, zh: email }) })
  })

  test('somebody whose role may not see a page is told so, and which role may', async ({ page }) => {
    await panel.enter(page, 'viewer')
    for (const [path, needed] of [
      ['/settings/people', 'Needs an administrator.'],
      ['/upgrades/new', 'Needs an operator.'],
      ['/installations/adopt', 'Needs an operator.'],
    ]) {
      await page.goto(panel.url + path)
      await expect(page.getByRole('heading', { name: 'Your role may not do this' })).toBeVisible()
      await expect(page.getByText(needed ?? '')).toBeVisible()
    }
    await expectNoFaults(page)
    await page.goto(`${panel.url}/installations`)
    await expect(page.getByRole('button', { name: 'Adopt' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('two-factor is turned on with an app, asked for at sign-in, and a recovery code works once', async ({ page }) => {
    const violations: string[] = []
    page.on('console', (message) => /Content.Security.Policy|violates/i.test(message.text()) && violations.push(message.text()))
    await signIn(page, PEOPLE.operator)
    await page.getByRole('link', { name: PEOPLE.operator.name }).click()
    await page.getByRole('button', { name: 'Turn on' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password', { exact: true }).fill('not mine')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await expect(dialog.getByText('This is not your password.')).toBeVisible()
    await dialog.getByLabel('Your password', { exact: true }).fill(PEOPLE.operator.password)
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
    await expectNoFaults(page)
    const secret = (await dialog.getByRole('figure', { name: 'Secret' }).locator('pre').textContent()) ?? ''
    await dialog.getByLabel('Code that the app shows now').fill('000000')
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await expect(dialog.getByText('This is not the code that your app shows now.')).toBeVisible()
    await dialog.getByLabel('Code that the app shows now').fill(totpCode(secret))
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    const codes = ((await dialog.getByRole('figure', { name: 'Recovery codes' }).locator('pre').textContent()) ?? '').split('\n')
    expect(codes).toHaveLength(10)
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Download' }).click()])
    expect(download.suggestedFilename()).toMatch(/recovery-codes\.txt$/)
    await expectNoFaults(page)
    await dialog.getByRole('button', { name: 'I have kept them' }).click()
    await expect(page.getByText('10 recovery codes are left.')).toBeVisible()
    await signOut(page)

    await signIn(page, PEOPLE.operator)
    await expect(page.getByRole('heading', { name: 'Code of your app' })).toBeVisible()
    await expectNoFaults(page)
    // The password alone opens nothing.
    expect((await page.request.get(`${panel.url}/api/upgrades`)).status()).toBe(401)
    await page.getByLabel('Six digits').fill('000000')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByText('This code is wrong, or it was used before.')).toBeVisible()
    await page.getByLabel('Six digits').fill(totpCode(secret))
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await signOut(page)

    for (const isFirst of [true, false]) {
      await signIn(page, PEOPLE.operator)
      await page.getByRole('button', { name: 'Use a recovery code' }).click()
      await page.getByLabel('Recovery code').fill(codes[0]?.toLowerCase() ?? '')
      await page.getByRole('button', { name: 'Go on' }).click()
      if (!isFirst) break
      await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
      await signOut(page)
    }
    await expect(page.getByText('This code is wrong, or it was used before.')).toBeVisible()
    expect(violations).toEqual([])
  })

  test('a new person chooses a password of their own before anything else', async ({ page, browser }) => {
    await panel.enter(page)
    await page.goto(`${panel.url}/settings/people`)
    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByText('Enter a full e-mail address')).toBeVisible()
    await dialog.getByLabel('Name', { exact: true }).fill('Nora New')
    await dialog.getByLabel('E-mail address').fill(PEOPLE.viewer.email)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByText(`Somebody with the address ${PEOPLE.viewer.email} exists already.`)).toBeVisible()
    await dialog.getByLabel('E-mail address').fill('nora@example.org')
    await dialog.getByRole('radio', { name: 'Operator' }).check()
    await expectNoFaults(page)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const password = (await dialog.getByRole('figure', { name: 'Temporary password' }).locator('pre').textContent()) ?? ''
    await expectNoFaults(page)
    await dialog.getByRole('button', { name: 'Done' }).click()

    const nora = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await signIn(nora, { email: 'nora@example.org', password })
    await expect(nora.getByText('Choose a password of your own first')).toBeVisible()
    await expectNoFaults(nora)
    expect((await nora.request.get(`${panel.url}/api/upgrades`)).status()).toBe(403)
    await nora.goto(`${panel.url}/upgrades`)
    await expect(nora).toHaveURL(`${panel.url}/account`)
    await nora.getByLabel('Temporary password', { exact: true }).fill(password)
    await nora.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
    await nora.getByLabel('New password again', { exact: true }).fill('something else')
    await nora.getByRole('button', { name: 'Change the password' }).click()
    await expect(nora.getByText('The two are not the same.')).toBeVisible()
    await nora.getByLabel('New password again', { exact: true }).fill(NEW_PASSWORD)
    await nora.getByRole('button', { name: 'Change the password' }).click()
    await expect(nora.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await nora.context().close()
  })

  // A laptop that was left open in another room.
  test('an administrator ends the sessions of somebody, and their open page goes to sign-in', async ({ page, browser }) => {
    const viewer = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await signIn(viewer, PEOPLE.viewer)
    await expect(viewer.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await viewer.goto(`${panel.url}/account`)
    await expect(viewer.getByText('This one')).toBeVisible()
    await panel.enter(page)
    await page.goto(`${panel.url}/settings/people`)
    await page.getByRole('button', { name: new RegExp(`Manage.*${PEOPLE.admin.name}`) }).click()
    await expect(page.getByRole('dialog').getByText('You cannot do this to yourself.').first()).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: new RegExp(`Manage.*${PEOPLE.viewer.name}`) }).click()
    await expectNoFaults(page)
    await shoot(page, 'people-manage')
    await page.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click()
    await expect(viewer).toHaveURL(`${panel.url}/sign-in?next=%2Faccount`, { timeout: 30_000 })
    await viewer.context().close()
  })

  test('the language that a person chose comes with them to another browser', async ({ page, browser }) => {
    await panel.enter(page, 'approver')
    await page.goto(panel.url)
    await page.getByRole('button', { name: '中文' }).click()
    await expect(page.getByRole('heading', { name: '概览', level: 1 })).toBeVisible()
    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await signIn(other, PEOPLE.approver)
    await expect(other.getByRole('heading', { name: '概览', level: 1 })).toBeVisible()
    await other.context().close()
  })
})
