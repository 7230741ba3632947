import { expect, test } from '@playwright/test'
import { LOCALE_NAMES, LOCALES } from '../../server/contract/locales.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { PEOPLE } from '../fixtures/people.ts'
import { wordsIn } from '../fixtures/words.ts'

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.afterAll(() => panel.stop())

for (const locale of LOCALES) {
  test(`somebody who is not signed in comes to the page they wanted after signing in, and signs out again (${locale})`, async ({
    page,
  }) => {
    const t = wordsIn(locale)
    const violations: string[] = []
    page.on('console', (message) => /Content.Security.Policy|violates/i.test(message.text()) && violations.push(message.text()))
    const signIn = async ({ email, password }: { email: string; password: string }) => {
      await page.getByLabel(t('people.signIn.email')).fill(email)
      await page.getByLabel(t('people.signIn.password'), { exact: true }).fill(password)
      await page.getByRole('button', { name: t('people.signIn.run') }).click()
    }
    await page.goto(`${panel.url}/installations`)
    await expect(page).toHaveURL(`${panel.url}/sign-in?next=%2Finstallations`)
    await page.getByRole('button', { name: LOCALE_NAMES[locale] }).click()
    await signIn({ email: PEOPLE.viewer.email, password: 'not the password' })
    await expect(page.getByText(t('access.wrongPassword'))).toBeVisible()
    await signIn(PEOPLE.viewer)
    await expect(page.getByRole('heading', { name: t('adopt.list.title'), level: 1 })).toBeVisible()
    await expect(page.getByText(PEOPLE.viewer.name)).toBeVisible()
    await page.getByRole('button', { name: t('people.signIn.out') }).click()
    await expect(page).toHaveURL(`${panel.url}/sign-in`)
    await page.goto(panel.url)
    await expect(page).toHaveURL(`${panel.url}/sign-in`)
    expect(violations).toEqual([])
  })
}
