import { expect, type Page, test } from '@playwright/test'
import { LOCALES } from '../../server/contract/locales.ts'
import { adopt } from '../fixtures/journey.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadableNow, shoot } from '../fixtures/readable.ts'
import { freshSandbox, rows, type Sandbox } from '../fixtures/sandbox.ts'
import { setTry } from '../fixtures/set-try.ts'
import { wordsIn } from '../fixtures/words.ts'

const ADDRESS = /^https?:\/\/[^/]+\/upgrades\/(?!new)[^/?]+$/

let panel: Panel
let sandbox: Sandbox

test.beforeAll(async () => {
  sandbox = await freshSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
})

test.afterAll(() => panel.stop())

async function scratchThere(): Promise<number> {
  const { rm } = sandbox.oms.databases
  const found = await rows(sandbox, rm, "select schema_name from information_schema.schemata where schema_name like '%\\_try'")
  return found.length
}

/** The check of the way back, as the page has it. */
const checkOf = (page: Page) => page.locator('[data-finding="way-back"]')

// Whoever plans in the afternoon can still ask for a right or an address; at three in the morning nobody answers.
test('the way back is tried from the plan page, which says before what it makes and after what came of it', async ({ page }) => {
  test.setTimeout(480_000)
  await adopt(page, panel, sandbox, 'metadb')
  for (const locale of LOCALES) {
    const t = wordsIn(locale)
    await page.context().addCookies([{ name: 'locale', value: locale, url: panel.url }])
    await setTry(panel, null)
    await page.goto(`${panel.url}/upgrades/new`)
    await page.getByRole('radio', { name: /^oms_3\.4\.0\.tar\.gz/ }).check()
    await page.getByRole('radio', { name: `${t('plan.options.refetch')} ${t('plan.options.refetchText')}` }).check()
    await page.getByRole('button', { name: t('plan.check.run') }).click()
    const check = checkOf(page)
    await expect(check).toContainText(t('findings.wayBackUntried.title'))
    await expect(page.getByText(t('plan.wayBack.untried'))).toBeVisible()
    await expectReadableNow(page, `way-back-untried-${locale}`)

    await check.getByRole('button', { name: t('plan.tryWayBack.open') }).click()
    const dialog = page.getByRole('dialog')
    const { host, port, user } = sandbox.metaDb
    await expect(dialog).toContainText(t('plan.tryWayBack.where', { address: `${host}:${port}`, account: user }))
    const { rm, cm, heartbeats } = sandbox.oms.databases
    await expect(dialog.getByRole('listitem')).toHaveText([rm, cm, heartbeats].map((name) => `${name}__panel_…_try`))
    await expectReadableNow(page, `way-back-dialog-${locale}`)
    await dialog.getByRole('button', { name: t('plan.tryWayBack.cancel') }).click()
    await expect(dialog).toBeHidden()
    await expect(check).toContainText(t('findings.wayBackUntried.title'))

    await check.getByRole('button', { name: t('plan.tryWayBack.open') }).click()
    await dialog.getByRole('button', { name: t('plan.tryWayBack.confirm') }).click()
    await expect(page.getByText(t('plan.tryWayBack.works'))).toBeVisible()
    await expect(dialog).toBeHidden()
    const tried = page.getByText(new RegExp(`^${t.markup('plan.wayBack.tried', { time: () => '.+' })}$`))
    await expect(tried).toBeVisible()
    expect(await scratchThere()).toBe(0)
    await page.getByText(/^\d+ checks are fine$|^\d+ 项检查正常$/).click()
    await expect(check).toContainText(t('findings.wayBackTried.title'))
    await shoot(page, `way-back-tried-${locale}`)

    await setTry(panel, { kills: false, refused: ['Unknown thread id: 4711'] })
    await page.getByRole('button', { name: t('plan.check.again') }).click()
    await expect(check).toContainText(t('findings.wayBackNotKilled.title'))
    await expect(check).toContainText('Unknown thread id: 4711')
    await expect(check.getByRole('link', { name: t('common.hint.installation-edit') })).toHaveAttribute('href', /\/edit$/)
    await expect(page.getByText(t('plan.wayBack.drop-and-restore'))).toBeVisible()
    await expectReadableNow(page, `way-back-refused-${locale}`)
    // What was agreed to of this way back is not agreed to of the next one.
    const accept = check.getByRole('checkbox', { name: t('plan.findings.accept') })
    await accept.check()
    await check.getByRole('button', { name: t('plan.tryWayBack.again') }).click()
    await dialog.getByRole('button', { name: t('plan.tryWayBack.confirm') }).click()
    await expect(tried).toBeVisible()
    await expect(accept).toHaveCount(0)
    for (const box of await page.getByRole('checkbox', { name: t('plan.findings.accept') }).all()) await box.check()
    await page.getByRole('button', { name: t('plan.save.run') }).click()
    await expect(page).toHaveURL(ADDRESS)
    await expect(tried).toBeVisible()
    await shoot(page, `way-back-planned-${locale}`)
    const address = page.url()
    for (const place of ['review', 'report']) {
      await page.goto(`${address}/${place}`)
      await expect(tried).toBeVisible()
      await shoot(page, `way-back-${place}-${locale}`)
    }
  }
})
