import { expect, type Page, test } from '@playwright/test'
import type { LogLine } from '../../server/contract/job.ts'
import { say } from '../../server/contract/said.ts'
import { fakeRoutes } from '../fixtures/fake-routes.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { expectFits, expectNoFaults } from '../fixtures/readable.ts'
import { leftoverOf, RUN_STATES, type RunState } from '../fixtures/run-states.ts'

let panel: Panel

test.beforeAll(async () => {
  panel = await startPanel()
})

test.beforeEach(({ page }) => panel.enter(page))

test.afterAll(() => panel.stop())

async function open(page: Page, state: RunState) {
  const events = await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  return events
}

const linesFrom = (first: number, count: number): LogLine[] =>
  Array.from({ length: count }, (_, index) => ({
    seq: first + index,
    at: '2026-11-01T18:00:00.000Z',
    stepId: 'initialize-metadata',
    run: 1,
    attempt: 1,
    stream: 'stdout',
    text: `line number ${first + index}`,
  }))

for (const name of Object.keys(RUN_STATES) as (keyof typeof RUN_STATES)[]) {
  test(`the ${name} run has no accessibility faults and nothing sticks out on a desk and at 320 px`, async ({ page }) => {
    await open(page, RUN_STATES[name]())
    await expectNoFaults(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectFits(page, 320)
    await expectNoFaults(page)
  })
}

// The value to enter disappeared with the failed attempt, and what the panel saw was only in the log.
test('the guided driver shows what to enter beside what is there, while it waits and after a failed attempt', async ({ page }) => {
  const waiting = RUN_STATES.person()
  await open(page, waiting)
  const { value, current } = waiting.snapshot.steps.find((step) => step.id === 'ha-off')?.waitingFor?.params ?? {}
  await expect(page.getByText(String(value), { exact: true })).toBeVisible()
  await expect(page.getByText(String(current), { exact: true })).toBeVisible()
  await open(page, RUN_STATES.haConfigAsked())
  await expect(page.getByText('{"enable":true}', { exact: true })).toBeVisible()
  await expect(page.getByText('{"enable":false}', { exact: true })).toBeVisible()
  // A reading that is no longer to be had is not shown as now.
  await page.route('**/ha-config', (route) => route.abort())
  await expect(page.getByText('The panel cannot read ha.config right now.')).toBeVisible()
  await expect(page.getByText('{"enable":false}', { exact: true })).toBeHidden()
})

// "Whether it was done is not known" sent people to look for damage, although the updated panel had said no.
test('a tab of before an update says that nothing was done, and reloads', async ({ page }) => {
  await open(page, RUN_STATES.window())
  await page.route('**/upgrades/*', (route) =>
    route.request().headers()['next-action'] === undefined
      ? route.fallback()
      : route.fulfill({
          status: 404,
          headers: { 'x-nextjs-action-not-found': '1', 'content-type': 'text/plain' },
          body: 'Server action not found.',
        }),
  )
  await page.getByRole('button', { name: 'Hold after this step' }).click()
  await expect(page.getByText('The panel was updated. Nothing was done.')).toBeVisible()
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Reload', exact: true }).click()
  await loaded
})

// Two people look at one run: the second one has to see every line, not only those from now on.
test('who opens the page in the middle of the window gets the log and is told what is missing', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await open(page, state)
  const last = state.snapshot.lastLogSeq
  await expect(page.getByText(`${last} lines`, { exact: true })).toBeVisible()
  await events.say({ type: 'log', lines: linesFrom(last + 3, 2) })
  await expect(page.getByText('2 lines missing')).toBeVisible()
  state.log.push(...linesFrom(last + 1, 2))
  await page.getByRole('button', { name: 'Load', exact: true }).click()
  await expect(page.locator(`[data-seq="${last + 1}"]`)).toBeVisible()
  await expect(page.getByText('2 lines missing')).toBeHidden()
  await expect(page.getByText(`${last + 4} lines`, { exact: true })).toBeVisible()
})

test('a step that was proven elsewhere turns green here, and an older message does not turn it back', async ({ page }) => {
  const state = RUN_STATES.window()
  const done = RUN_STATES.succeeded().snapshot
  const events = await open(page, state)
  await events.say({ type: 'snapshot', snapshot: done })
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible()
  await events.say({ type: 'snapshot', snapshot: state.snapshot })
  await events.say({ type: 'log', lines: linesFrom(state.snapshot.lastLogSeq + 1, 1) })
  await expect(page.locator('[data-seq="65"]')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible()
})

// A run that writes fast for hours must not fill the memory of the page that shows it.
test('a hundred thousand lines that come at once are followed to their end, and only those in sight are drawn', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await open(page, state)
  const first = state.snapshot.lastLogSeq + 1
  await events.say({ type: 'log', lines: linesFrom(first, 100_000) })
  await expect(page.locator(`[data-seq="${first + 99_999}"]`)).toBeVisible()
  expect(await page.locator('[data-seq]').count()).toBeLessThan(150)
  await page.getByRole('button', { name: 'Pause' }).click()
  await events.say({ type: 'log', lines: linesFrom(first + 100_000, 3) })
  await expect(page.getByText('Paused. 3 new lines')).toBeVisible()
  await page.getByRole('button', { name: 'Follow' }).click()
  await expect(page.locator(`[data-seq="${first + 100_002}"]`)).toBeVisible()
})

/** The browser's own ways to call somebody, counted instead of heard and seen. */
async function countAlerts(page: Page) {
  await page.addInitScript(() => {
    const calls = { tones: 0, notices: [] as string[] }
    class FakeNotification {
      static permission = localStorage.getItem('fake-permission') ?? 'default'
      static async requestPermission() {
        localStorage.setItem('fake-permission', 'granted')
        FakeNotification.permission = 'granted'
        return 'granted'
      }
      constructor(title: string, { body }: { body: string }) {
        calls.notices.push(`${title}: ${body}`)
      }
    }
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
      calls.tones += 1
      return start.apply(this, when)
    }
    Object.assign(window, { Notification: FakeNotification, calls })
  })
  return () => page.evaluate(() => (window as unknown as { calls: { tones: number; notices: string[] } }).calls)
}

// Somebody who waits for the fourth minute of docker_init.sh reads mail meanwhile: OMS must not stand still until they look again.
test('who looks elsewhere is called by icon, sound and notice when somebody has to decide, and not for what was so before', async ({
  page,
}) => {
  const state = RUN_STATES.window()
  const alerts = await countAlerts(page)
  const events = await open(page, state)
  const icon = page.locator('head link[rel="icon"]')
  await expect(icon).toHaveAttribute('href', '/state-busy.svg')
  await page.getByRole('button', { name: 'Sound' }).click()
  await page.getByRole('button', { name: 'Browser notice' }).click()
  await expect(page.getByRole('button', { name: 'Browser notice' })).toHaveAttribute('aria-pressed', 'true')
  // A sample, so that a loudspeaker that is off is noticed now.
  await expect.poll(alerts).toEqual({ tones: 2, notices: [] })
  const failed = RUN_STATES.failed()
  await events.say({ type: 'snapshot', snapshot: { ...failed.snapshot, revision: state.snapshot.revision + 1 } })
  await expect(icon).toHaveAttribute('href', '/state-bad.svg')
  await expect.poll(alerts).toEqual({ tones: 8, notices: ['oms-prod needs you: Stopped in the window: Initialize the metadata'] })
  for (const tone of ['good', 'busy', 'warn', 'bad', 'idle'])
    expect((await page.request.get(`${panel.url}/state-${tone}.svg`)).headers()['content-type'], tone).toBe('image/svg+xml')

  await open(page, failed)
  await expect(page.getByRole('button', { name: 'Sound' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: 'Browser notice' })).toHaveAttribute('aria-pressed', 'true')
  expect(await alerts()).toEqual({ tones: 0, notices: [] })
})

// "How long will it take?" is asked at every look; afterwards the next window is planned from the answer.
test('a run says when OMS should be back and how each server was, and afterwards what was planned and what it took', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await open(page, state)
  const headline = page.getByRole('region', { name: 'State of the run' })
  await expect(headline).toContainText(/OMS is back(at about|not before) \d\d:\d\d/)
  await expect(headline).toContainText(/Still to go(about|at least) \d+/)
  const servers = page.getByRole('region', { name: 'Servers' })
  await expect(servers).toContainText(/10\.0\.0\.5.*Online .*not readable \d+ min/)
  await events.say({ type: 'snapshot', snapshot: { ...RUN_STATES.succeeded().snapshot, revision: state.snapshot.revision + 1 } })
  await expect(headline).not.toContainText('Still to go')
  const measured = page.getByRole('region', { name: 'Planned and measured' })
  await expect(measured).toContainText(/OMS was down for .*; planned were .*\. .* (longer|shorter)/)
  await measured.getByText('Every step, planned and measured').click()
  await expect(measured.getByRole('row', { name: /^Initialize the metadata/ })).toContainText(/\d+ s shorterusual value/)
})

/** What the page sends to the panel when `act` is done. */
async function sent(page: Page, act: () => Promise<void>): Promise<Record<string, unknown>> {
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.headers()['next-action'] !== undefined)
  await act()
  const [input] = JSON.parse((await asked).postData() ?? '[]') as Record<string, unknown>[]
  return input ?? {}
}

test('a stopped run says what happened, what is known of it, how the world is, and where the emergency kit lies', async ({ page }) => {
  await open(page, RUN_STATES.failed())
  const happened = page.getByRole('region', { name: 'What happened' })
  await expect(happened).toContainText('docker_init.sh ended with exit code 1')
  await expect(happened.getByRole('region', { name: 'This failure is known' })).toContainText('Do not run it a third time.')
  await expect(happened.getByText("Duplicate column name 'region_id'")).toBeVisible()
  await expect(page.getByText(/ROLLBACK\.txt says what to do, and rollback\.sh does this rollback/)).toContainText('upgrade-12-job-1')
  await expect(page).toHaveTitle(/^✗ Stopped!/)
})

// docker_init.sh a second time can ruin the schema: a click alone must not do it.
test('a step that must not be repeated blindly is retried only after a confirmation', async ({ page }) => {
  await open(page, RUN_STATES.failed())
  const decision = page.getByRole('region', { name: 'Decide what happens next' })
  const retry = decision.getByRole('button', { name: 'Retry the step' })
  await expect(retry).toHaveAttribute('aria-disabled', 'true')
  await expect(retry).toHaveAccessibleDescription('Tick the confirmation first.')
  await expect(decision.getByRole('button', { name: 'Skip the step' })).toHaveAccessibleDescription(
    'Leaving this step out would not be safe.',
  )
  await decision.getByRole('checkbox', { name: /^I have looked at how the first attempt ended/ }).press('Space')
  expect(await sent(page, () => retry.press('Enter'))).toMatchObject({ kind: 'retry', stepId: 'initialize-metadata', confirmed: true })
  await expect(decision.getByRole('alert')).toContainText('This upgrade does not exist.')
})

test('what was entered wrong is changed with the retry, and only what was filled in is sent', async ({ page }) => {
  await page.route('**/api/images', (route) =>
    route.fulfill({
      json: {
        folder: '/images',
        freeBytes: 1e9,
        archives: [{ file: 'oms_b.tar', bytes: 5, modifiedAt: '2026-11-01T18:00:00.000Z' }],
        engine: [],
      },
    }),
  )
  await open(page, RUN_STATES.failedWithInputs())
  await page.getByText('Was something entered wrong? Change it for this attempt').click()
  await page.getByLabel('Console password').fill('new secret')
  await page.getByLabel('Archive of the new image').selectOption('oms_b.tar')
  const input = await sent(page, () => page.getByRole('button', { name: 'Retry the step' }).click())
  expect(input).toMatchObject({ kind: 'retry', inputs: { consolePassword: 'new secret', imageFile: 'oms_b.tar' } })
  expect(Object.keys(input.inputs as object)).toHaveLength(2)
})

test('a step is left out only with a reason', async ({ page }) => {
  await open(page, RUN_STATES.failedWithInputs())
  const skip = page.getByRole('button', { name: 'Skip the step' })
  await expect(skip).toHaveAccessibleDescription('Give a reason first.')
  await page.getByLabel('Reason').fill('the table is empty here')
  expect(await sent(page, () => skip.click())).toMatchObject({ kind: 'skip', stepId: 'ha-off', reason: 'the table is empty here' })
})

test('a running run can be held, and says when that was asked for already', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await open(page, state)
  expect(await sent(page, () => page.getByRole('button', { name: 'Hold after this step' }).click())).toMatchObject({ kind: 'hold' })
  await expect(page.getByRole('button', { name: 'Stop this step now' })).toHaveAccessibleDescription(/confirm/)
  const holding = { ...RUN_STATES.holding().snapshot, revision: state.snapshot.revision + 1 }
  await events.say({ type: 'snapshot', snapshot: holding })
  await expect(page.getByRole('button', { name: 'Hold after this step' })).toHaveAccessibleDescription('Already asked for.')
})

test('a held run goes on when somebody says so', async ({ page }) => {
  await open(page, RUN_STATES.held())
  await expect(page.getByRole('heading', { name: 'Held in the window. Next: Start the new container' })).toBeVisible()
  await expect(page).toHaveTitle(/^✋ Held!/)
  expect(await sent(page, () => page.getByRole('button', { name: 'Go on' }).click())).toMatchObject({
    kind: 'continue',
    stepId: 'start-new-container',
  })
})

// Nobody may lose data with a click that was meant for something else.
test('a rollback says what is lost and what is restored, and begins only with a reason and the name typed', async ({ page }) => {
  await open(page, RUN_STATES.failed())
  await page.getByRole('button', { name: 'Roll back to V3.3.1' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Everything that OMS wrote since T1')
  // Counting reads the whole MetaDB: never before a person asks for it.
  await dialog.getByRole('button', { name: 'Count rows' }).press('Enter')
  await expect(dialog).toContainText('1,873 rows in 11 tables differ')
  await expect(dialog).toContainText('and 3 more tables')
  await expect(dialog.getByText(/^Verified just now/)).toHaveCount(3)
  await expect(dialog).toContainText('About 3 min 34 s')
  await expectNoFaults(page, '[role=dialog]')
  const begin = dialog.getByRole('button', { name: 'Stop oms_340 and roll back' })
  await expect(begin).toHaveAccessibleDescription('Give a reason first.')
  await dialog.getByLabel('Why do you roll back?').fill('init failed')
  await expect(begin).toHaveAccessibleDescription('Type the name of the container first.')
  await dialog.getByLabel('Type oms_340 to confirm').fill('oms_340')
  expect(await sent(page, () => begin.press('Enter'))).toEqual({
    jobId: 'job-1',
    way: 'swap',
    reason: 'init failed',
    containerName: 'oms_340',
    skipSafetyDump: false,
    dropsConfirmed: false,
    inPlaceOf: null,
  })
  await expect(dialog.getByRole('alert')).toContainText('This upgrade does not exist.')
})

// What "equal" does not cover has to be known where people decide, not only in a log.
test('weak proofs are named at the step, and in the dialog of a rollback from that backup', async ({ page }) => {
  await open(page, RUN_STATES.weakProofs())
  const step = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Back up/ }) })
  await expect(step).toContainText('2 weak proofs')
  const named = step.getByText('cm_331.cm_node_metric: 4,112 rows hold FLOAT values')
  await expect(named).toBeHidden()
  await step.getByText('Show all 2').click()
  await expect(named).toBeVisible()
  await page.getByRole('button', { name: 'Roll back to V3.3.1' }).click()
  await expect(page.getByRole('dialog')).toContainText('2 weak proofs')
  await open(page, RUN_STATES.rolledBackWeakly())
  await expect(page.getByText('Everything that could be compared matches the backup.')).toHaveCount(2)
})

// What is dropped cannot come back: the way that the guide describes needs a yes of its own, and a change of mind takes that back.
test('databases are dropped only on a way that was chosen, and after that was agreed to', async ({ page }) => {
  const state = RUN_STATES.failed()
  await open(page, state)
  await page.route('**/api/upgrades/job-1/rollback?way=drop-and-restore', (route) =>
    route.fulfill({ json: { ...state.preview, way: 'drop-and-restore' } }),
  )
  await page.getByRole('button', { name: 'Roll back to V3.3.1' }).click()
  const dialog = page.getByRole('dialog')
  const begin = dialog.getByRole('button', { name: 'Stop oms_340 and roll back' })
  const drops = dialog.getByRole('checkbox', { name: 'Drop and restore instead of swapping' })
  const agreed = dialog.getByRole('checkbox', { name: 'The databases may be dropped before they are restored' })
  await dialog.getByLabel('Why do you roll back?').fill('init failed')
  await dialog.getByLabel('Type oms_340 to confirm').fill('oms_340')
  await expect(begin).not.toHaveAttribute('aria-disabled')
  await drops.check()
  await expect(begin).toHaveAccessibleDescription('Confirm the drop first.')
  await expectNoFaults(page, '[role=dialog]')
  await agreed.check()
  await drops.uncheck()
  await drops.check()
  await expect(agreed).not.toBeChecked()
  await agreed.check()
  await dialog.getByRole('checkbox', { name: 'Do not save the databases as they are now' }).check()
  expect(await sent(page, () => begin.press('Enter'))).toMatchObject({
    way: 'drop-and-restore',
    skipSafetyDump: true,
    dropsConfirmed: true,
  })
})

test('a rollback whose dump is not whole cannot be begun', async ({ page }) => {
  const state = RUN_STATES.failed()
  const dumps = state.preview.dumps.map((dump, index) =>
    index === 1 ? { ...dump, verified: false, problem: say('outcomes.dumpDamaged', { file: dump.file }) } : dump,
  )
  await open(page, { ...state, preview: { ...state.preview, dumps } })
  await page.getByRole('button', { name: 'Roll back to V3.3.1' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Everything that OMS wrote since T1')
  await expect(dialog).toContainText('cut off or changed')
  await expect(dialog.getByRole('button', { name: 'Stop oms_340 and roll back' })).toHaveAccessibleDescription(/^A dump is not whole/)
})

test('a rollback shows its own steps, keeps the clock of T1, and the failed upgrade stays readable below', async ({ page }) => {
  await open(page, RUN_STATES.rollingBack())
  await expect(page.getByRole('heading', { name: 'Rolling back: Swap the databases' })).toBeVisible()
  await expect(page.getByText('Step 5 of 9')).toBeVisible()
  await expect(page.getByRole('timer')).toHaveText(/^2\d:\d\d$/)
  await expect(page.getByText('T3, new container stopped')).toBeVisible()
  const failure = page.getByText('docker_init.sh ended with exit code 1')
  await expect(failure).toBeHidden()
  await page.getByText('The upgrade that did not succeed').click()
  await expect(failure).toBeVisible()
})

test('after a rollback the page names what needs a hand and what is in the way of the next upgrade', async ({ page }) => {
  await open(page, RUN_STATES.rolledBack())
  const notes = page.getByRole('region', { name: 'After the rollback', exact: true })
  await expect(notes).toContainText('np_orders: np_orders-jdbc-writer-1 is FAILED')
  await expect(notes.getByRole('heading', { name: 'JDBCWriter', exact: true })).toBeVisible()
  await expect(notes).toContainText('HA looks after these while enableJdbcWriter is true')
  await expect(notes).toContainText('The stopped container oms_340 still exists, and its name is taken.')
  await expect(notes).toContainText('oms_340 is called oms_340_rolled_back_12 from then on')
  await expect(notes.getByRole('link', { name: 'Plan the upgrade again' })).toHaveAttribute('href', '/upgrades/new?installation=inst-1')
  await expect(page.getByRole('button', { name: /roll back/i })).toHaveCount(0)
})

// Renamed or removed by a wrong click, the container of another OMS would be gone.
test('the leftover container is removed only after its exact name was typed', async ({ page }) => {
  await open(page, RUN_STATES.rolledBack())
  await page.getByRole('button', { name: 'Remove it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove the container oms_340?' })
  const remove = dialog.getByRole('button', { name: 'Remove oms_340' })
  await expect(remove).toHaveAccessibleDescription('Type the name of the container first.')
  await dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }).fill('oms_331')
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox', { name: 'Type oms_340 to confirm' }).fill('oms_340')
  await expect(remove).not.toHaveAttribute('aria-disabled')
})

test('a leftover container that runs, that is renamed, or that is gone says so', async ({ page }) => {
  const state = RUN_STATES.rolledBack()
  const notes = page.getByRole('region', { name: 'After the rollback', exact: true })
  await open(page, { ...state, leftover: leftoverOf(state.snapshot, { container: { name: 'oms_340', status: 'running' } }) })
  await expect(notes).toContainText('Two OMS containers must never work on one MetaDB.')
  for (const name of ['Rename it', 'Remove it']) {
    await expect(notes.getByRole('button', { name })).toHaveAccessibleDescription(
      'oms_340 is running. The panel renames and removes only a stopped container.',
    )
  }
  await open(page, { ...state, leftover: leftoverOf(state.snapshot, { container: { name: 'oms_340_rolled_back_12', status: 'exited' } }) })
  await expect(notes).toContainText('kept as oms_340_rolled_back_12, stopped')
  await expect(notes.getByRole('button', { name: 'Rename it' })).toHaveCount(0)
  await open(page, { ...state, leftover: { state: 'none' } })
  await expect(notes).toContainText('No container of this upgrade is left')
  await expect(notes.getByRole('button')).toHaveCount(0)
})

test('the next plan proposes a name that the stopped container does not hold', async ({ page }) => {
  const container = { id: 'a'.repeat(64), name: 'oms_340', image: 'oms', state: 'exited', looksLikeOms: true, adoptedAs: null }
  await page.route('**/api/containers', (route) => route.fulfill({ json: { containers: [container] } }))
  await page.route('**/api/images', (route) =>
    route.fulfill({
      json: {
        folder: '/images',
        freeBytes: 1e9,
        archives: [{ file: 'oms_3.4.0.tar.gz', bytes: 5, modifiedAt: '2026-11-01T18:00:00.000Z' }],
        engine: [],
      },
    }),
  )
  await page.goto(`${panel.url}/upgrades/new`)
  await page.getByRole('radio', { name: /^oms_3\.4\.0\.tar\.gz/ }).check()
  await expect(page.getByLabel('Name of the new container')).toHaveValue('oms_340_2')
  await expect(page.getByText('oms_340 is taken by a container that exists')).toBeVisible()
})

test('a finished upgrade can be finalized after a confirmation; then there is no way back', async ({ page }) => {
  const state = RUN_STATES.succeeded()
  const events = await open(page, state)
  const finalize = page.getByRole('button', { name: 'Finalize' })
  await expect(finalize).toHaveAccessibleDescription('Tick the confirmation first.')
  await page.getByRole('checkbox', { name: 'OMS works, and we do not want to go back.' }).check()
  expect(await sent(page, () => finalize.click())).toMatchObject({ kind: 'finalize', confirmed: true })
  await events.say({ type: 'snapshot', snapshot: RUN_STATES.finalized().snapshot })
  await expect(page.getByRole('button', { name: 'Roll back' })).toHaveAccessibleDescription(/there is no way back any more/)
})

test('a stream that cannot be had is told, and the page goes on by asking', async ({ page }) => {
  const state = RUN_STATES.window()
  const events = await fakeRoutes(page, state)
  await page.goto(`${panel.url}/upgrades/${state.snapshot.id}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const done = RUN_STATES.succeeded().snapshot
  await page.route(`**/api/upgrades/${state.snapshot.id}`, (route) => route.fulfill({ json: done }))
  await events.breakOff()
  await expect(page.getByText(/^Live updates unavailable since/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'OMS runs V3.4.0' })).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
})

test('a job that does not exist is told as such', async ({ page }) => {
  await page.goto(`${panel.url}/upgrades/nothing`)
  await expect(page.getByRole('alert').getByText('This upgrade does not exist.')).toBeVisible()
})
