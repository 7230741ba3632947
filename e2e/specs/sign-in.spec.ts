import { expect, type Page, test } from '@playwright/test'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.afterAll(() => panel.stop())

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('somebody who is not signed in comes to the page they wanted after signing in, and signs out again', async ({ page }) => {
  const violations: string[] = []
  page.on('console', (message) => /Content.Security.Policy|violates/i.test(message.text()) && violations.push(message.text()))
  await page.goto(`${panel.url}/installations`)
  await expect(page).toHaveURL(`${panel.url}/sign-in?next=%2Finstallations`)
  await signIn(page, { email: PEOPLE.viewer.email, password: 'not the password' })
  await expect(page.getByText('The e-mail address or the password is wrong.')).toBeVisible()
  await signIn(page, PEOPLE.viewer)
  await expect(page.getByRole('heading', { name: 'Installations', level: 1 })).toBeVisible()
  await expect(page.getByText(PEOPLE.viewer.name)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(`${panel.url}/sign-in`)
  await page.goto(panel.url)
  await expect(page).toHaveURL(`${panel.url}/sign-in`)
  expect(violations).toEqual([])
})
