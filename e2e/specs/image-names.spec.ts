import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { LOCALES } from '../../server/contract/locales.ts'
import { adopt } from '../fixtures/journey.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectReadableNow } from '../fixtures/readable.ts'
import { freshSandbox, type Sandbox } from '../fixtures/sandbox.ts'
import { wordsIn } from '../fixtures/words.ts'

const UNNAMED = 'unnamed_3.4.0.tar'
const TWO_NAMES = 'two_names_3.4.0.tar'
const GIVEN = 'reg.example.com:5000/panel/given:feature_3.4.0'
const NAMES = ['reg.example.com:5000/panel/one:feature_3.4.0', 'reg.example.com:5000/panel/two:latest']

const STRANGER = 'reg.example.com:5000/panel/stranger:1'

let panel: Panel
let sandbox: Sandbox

async function docker(...argv: string[]): Promise<string> {
  return (await promisify(execFile)('docker', ['--host', sandbox.engine.host, ...argv])).stdout.trim()
}

test.beforeAll(async () => {
  sandbox = await freshSandbox()
  panel = await startPanel({ dockerHost: sandbox.engine.host, imageFolder: sandbox.imageFolder })
  const id = await docker('inspect', '--format', '{{.Image}}', sandbox.oms.containerName)
  await docker('save', '--output', join(sandbox.imageFolder, UNNAMED), id)
  for (const name of NAMES) await docker('tag', id, name)
  await docker('save', '--output', join(sandbox.imageFolder, TWO_NAMES), ...NAMES)
  await docker('rmi', ...NAMES)
  const empty = join(sandbox.runFolder, 'empty.tar')
  writeFileSync(empty, Buffer.alloc(1024))
  await docker('import', empty, STRANGER)
})

test.afterAll(async () => {
  await panel.stop()
  await docker('rmi', STRANGER)
  for (const file of [UNNAMED, TWO_NAMES]) rmSync(join(sandbox.imageFolder, file), { force: true })
})

// The vendor's archive is the only one there is: "choose an archive that names exactly one" left people with nothing to do.
test('an archive without a name asks for one, one with several offers them, and the plan shows what was chosen', async ({ page }) => {
  await adopt(page, panel, sandbox, 'metadb')
  for (const locale of LOCALES) {
    const t = wordsIn(locale)
    await page.context().addCookies([{ name: 'locale', value: locale, url: panel.url }])
    await page.goto(`${panel.url}/upgrades/new`)
    await page.getByRole('radio', { name: new RegExp(`^${UNNAMED}`) }).check()
    await page.getByRole('button', { name: t('plan.check.run') }).click()
    const finding = page.locator('[data-finding="image"]')
    await expect(finding).toContainText(t('findings.imageUnnamed.title', { file: UNNAMED }))
    const name = finding.getByRole('textbox', { name: t('plan.imageName.type') })
    const use = finding.getByRole('button', { name: t('plan.imageName.use') })
    await expect(use).toBeDisabled()
    await expectReadableNow(page, `image-unnamed-${locale}`)
    await name.fill('not a name')
    await use.click()
    await expect(finding).toContainText(t('findings.imageNameBad.title', { image: 'not a name' }))
    await name.fill(STRANGER)
    await use.click()
    await expect(finding).toContainText(t('findings.imageNameTaken.title', { image: STRANGER }))
    await name.fill(GIVEN)
    await use.click()
    await expect(finding).toBeHidden()
    await expect(page.getByText(`docker tag`).first()).toBeAttached()

    await page.getByRole('radio', { name: new RegExp(`^${TWO_NAMES}`) }).check()
    await page.getByRole('button', { name: t('plan.check.again') }).click()
    await expect(finding).toContainText(t('findings.imageNames.title', { file: TWO_NAMES, count: 2 }))
    await expectReadableNow(page, `image-names-${locale}`)
    await finding.getByRole('radio', { name: NAMES[0] ?? '' }).check()
    await use.click()
    await expect(finding).toBeHidden()
    await expect(
      page
        .getByText(NAMES[0] ?? '')
        .filter({ visible: true })
        .first(),
    ).toBeVisible()
  }
})
