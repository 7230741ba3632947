import { expect, type Page, test } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import { recordingReceiver } from '../../server/adapters/notifications/testing/recording-receiver.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectNoFaults, expectReadable } from '../fixtures/readable.ts'

let panel: Panel
let receiver: Awaited<ReturnType<typeof recordingReceiver>>

test.beforeAll(async () => {
  receiver = await recordingReceiver()
  panel = await startPanel({ settings: { NOTIFY_ALLOW: '127.0.0.1' } })
})

test.afterAll(async () => {
  await panel.stop()
  await receiver.close()
})

async function open(page: Page): Promise<void> {
  await panel.enter(page, 'admin')
  await page.goto(`${panel.url}/settings/notifications`)
  await expect(page.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible()
}

// A channel that never arrives is found out in the night in which it was needed.
test('a webhook is added, its test arrives with a signature that holds, and the log says so', async ({ page }) => {
  await open(page)
  await expect(page.getByText('Nobody is told yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add channel' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Save channel' }).click()
  await expect(form.getByText('Enter a name of up to 80 characters.')).toBeVisible()
  await expect(form.getByText('Enter the signing secret, or make a new one.')).toBeVisible()
  await form.getByLabel('Name').fill('Night watch')
  await form.getByLabel('Address').fill(`${receiver.url}/hook-token-4711`)
  await form.getByRole('button', { name: 'Make a new secret' }).click()
  const secret = await form.getByLabel('Signing secret').inputValue()
  await expectNoFaults(page)
  await form.getByRole('button', { name: 'Save channel' }).click()
  await expect(form).toBeHidden()

  const channel = page.getByRole('listitem', { name: 'Night watch' })
  await channel.getByRole('button', { name: /^Send test/ }).click()
  await expect(channel.getByText('The test was taken')).toBeVisible()
  const [got] = receiver.received
  const payload = new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>)
  expect(payload).toMatchObject({ type: 'upgrade.test', data: { by: 'Ada Admin' } })

  receiver.answer = (response) => response.writeHead(500).end('out of order, see /hook-token-4711')
  await channel.getByRole('button', { name: /^Send test/ }).click()
  await expect(channel.getByText(`${receiver.url} answered with status 500.`)).toBeVisible()
  await channel.getByText('Raw text', { exact: true }).click()
  await expect(channel.getByText('out of order')).toBeVisible()

  const log = page.getByRole('table', { name: 'Delivery log' })
  await expect(log.getByRole('row')).toHaveCount(3)
  await expect(log.getByText('Given up')).toBeVisible()
  receiver.answer = (response) => response.end('ok')
  await log
    .getByRole('row', { name: /Given up/ })
    .getByRole('button', { name: 'Send again' })
    .click()
  await expect(log.getByText('Given up')).toBeHidden()
  await expect(log.getByText('Sent', { exact: true })).toHaveCount(2)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)

  // Nothing that a page gets holds the secrets.
  const answers = await Promise.all(['channels', 'deliveries'].map((name) => page.request.get(`${panel.url}/api/notifications/${name}`)))
  for (const answer of answers) {
    expect(answer.status()).toBe(200)
    expect(await answer.text()).not.toMatch(/hook-token-4711|whsec_/)
  }
})

test('an address of the host or of a metadata service is refused where it was typed', async ({ page }) => {
  await open(page)
  await page.getByRole('button', { name: 'Add channel' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name').fill('Metadata')
  await form.getByLabel('Kind').selectOption('slack')
  await form.getByLabel('Address').fill('http://169.254.169.254/latest/meta-data')
  await form.getByRole('button', { name: 'Save channel' }).click()
  const refusal = form.getByRole('paragraph').filter({ hasText: '169.254.169.254 belongs to the panel' }).first()
  await expect(refusal).toBeVisible()
  await expect(form.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('listitem', { name: 'Metadata' })).toBeHidden()
})

test('a mailbox is added, changed without typing its password again, switched off and removed', async ({ page }) => {
  await open(page)
  await page.getByRole('button', { name: 'Add channel' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name').fill('Mailbox')
  await form.getByLabel('Kind').selectOption('email')
  await form.getByLabel('Mail server').fill('127.0.0.1')
  await form.getByLabel('Port').fill('1')
  await form.getByLabel('User').fill('panel')
  await form.getByLabel('Password').fill('mail-password-0815')
  await form.getByLabel('Sender').fill('panel@example.org')
  await form.getByLabel('Recipients').fill('night@example.org, lead@example.org')
  await form.getByRole('button', { name: 'Save channel' }).click()
  const channel = page.getByRole('listitem', { name: 'Mailbox' })
  await channel.getByRole('button', { name: /^Send test/ }).click()
  await expect(channel.getByText('Nothing answers at 127.0.0.1:1.')).toBeVisible()
  await channel.getByRole('button', { name: /^Change/ }).click()
  await expect(form.getByLabel('Password')).toHaveValue('')
  await expect(form.getByLabel('Password')).toHaveAttribute('placeholder', 'Stored, enter to replace')
  await form.getByLabel('Window missed').uncheck()
  await form.getByRole('button', { name: 'Save channel' }).click()
  await expect(form).toBeHidden()
  await expect(channel.getByText('Needs approval · Started · Needs a decision · Succeeded · Rolled back')).toBeVisible()
  await channel.getByRole('button', { name: /^Switch off/ }).click()
  await expect(channel.getByText('Switched off')).toBeVisible()
  await channel.getByRole('button', { name: /^Remove/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove channel' }).click()
  await expect(channel).toBeHidden()
})

test('everybody but an administrator is told that this is not for them', async ({ page }) => {
  await panel.enter(page, 'operator')
  await page.goto(`${panel.url}/settings/notifications`)
  await expect(page.getByText('Only an administrator can see and change where notices go.')).toBeVisible()
  expect((await page.request.get(`${panel.url}/api/notifications/channels`)).status()).toBe(403)
})

test('the page and its form can be used by everybody in both themes and languages, also at 320 px', async ({ page }) => {
  await panel.enter(page, 'admin')
  const address = '/settings/notifications'
  await expectReadable(page, panel, { name: 'notifications', address, mark: (at) => at.getByRole('table') })
  await expectReadable(page, panel, {
    name: 'notification-form',
    address,
    mark: (at) => at.getByRole('table'),
    act: (at, locale) => at.getByRole('button', { name: locale === 'en' ? 'Add channel' : '添加通道' }).click(),
  })
})
