// `npm test`: from a fresh machine to the numbers of everything. The last line is "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoOnce } from './demo-once.mjs'
import { failedSpecs, failedTests } from './failed-tests.mjs'
import { checkNode, installPackages, installPrograms, need, phase, ROOT, Stop, sandbox, sandboxNeeds } from './sandbox/bootstrap.mjs'
import { buildPanel } from './sandbox/build-panel.mjs'

const NAME = process.env.SANDBOX ?? 'test'
const RESULTS = join(ROOT, 'e2e/results')
const CONFIG = 'e2e/playwright.config.ts'
const total = { passed: 0, failed: 0 }
/** What failed, and the page that the first of them saw: the end of a long output is read first, and its middle is cut where it is kept. */
const red = []
let startedSandbox = false
let wasStopped = false

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (wasStopped = true))
process.env.SANDBOX = NAME

try {
  await everything()
} catch (error) {
  console.error(error instanceof Stop ? `\n${error.message}` : error)
  total.failed++
} finally {
  if (startedSandbox) await phase('stop the sandbox', () => void sandbox('down', NAME)).catch((error) => console.error(error.message))
}
if (red.length > 0) {
  console.log(`\n${red.find(({ page }) => page !== '')?.page ?? ''}`)
  console.log(`\nfailed:\n${red.map(({ line }) => `  ${line}`).join('\n')}`)
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

async function everything() {
  checkNode()
  await phase('npm packages', installPackages)
  await phase('programs', async () => installPrograms([...(await sandboxNeeds()), ...testNeeds()]))
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })
  // Only now: these need npm packages.
  const { countTests, verify, vitestArguments } = await import('./verify.mjs')
  const { runChecks } = await import('./run-checks.mjs')
  const add = ({ passed, failed }) => {
    total.passed += passed
    total.failed += failed
    return `${passed} passed, ${failed} failed`
  }
  // First, while nothing is generated or built: whatever the others leave behind would help it.
  await phase('npm run demo, as somebody meets it who has just cloned the project', async () => {
    const wrong = await demoOnce()
    if (wrong === null) return add({ passed: 1, failed: 0 })
    console.log(wrong)
    red.push({ line: 'npm run demo', page: '' })
    return add({ passed: 0, failed: 1 })
  })
  goOn()
  await phase('verify', async () => {
    const { red: found, ...counts } = await verify()
    red.push(...found)
    return add(counts)
  })
  goOn()
  await phase('sandbox: Docker engine, MetaDB, OMS V3.3.1', () => {
    const { engineIsUp, metaDbIsUp } = sandbox('status', NAME)
    startedSandbox = !(engineIsUp && metaDbIsUp)
    sandbox('up', NAME)
  })
  goOn()
  await vitest('integration', 'integration tests')
  await phase('build', buildPanel)
  goOn()
  // Side by side: whole upgrades take two thirds of a core and mostly wait; one worker of pages takes the other. A second one makes both slower than they are one after the other.
  const lanes = await Promise.allSettled([wholeUpgrades(), everythingElse()])
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason
  const { axeTable } = await import('./axe-table.mjs')
  await phase('every page was looked at by axe', async () => {
    const { text, ...counts } = axeTable()
    console.log(text)
    return add(counts)
  })
  // Alone, so that its times mean something. None of them fails the test: machines differ, and the table is for people.
  await phase('bench of the pages, in small (all of it: npm run bench:pages)', async () => {
    const args = ['node_modules/tsx/dist/cli.mjs', 'e2e/bench/pages.ts', '--small']
    const [{ isGood, output }] = await runChecks([{ name: 'bench', args, env: {} }], { atOnce: 1 })
    writeFileSync(join(RESULTS, 'bench.log'), output)
    const table = output.split('\n').filter((line) => line.startsWith('|'))
    console.log(isGood ? table.join('\n') : output.trim())
    if (!isGood) total.failed++
  })

  async function wholeUpgrades() {
    await phase('faults: the fixed sample (all of them: npm run test:faults -- --all)', async () => {
      return add(await ran(runChecks, 'faults', ['node_modules/tsx/dist/cli.mjs', 'e2e/faults/run.ts'], countFaults))
    })
    goOn()
    await phase('fresh OMS', () => void sandbox('reset', NAME))
    await browser('journeys', 1)
  }

  async function everythingElse() {
    await browser('pages', 1)
    await vitest('store', 'integration tests of the store and the commands')
  }

  async function vitest(project, title) {
    await phase(title, async () => {
      const report = join(RESULTS, `${project}.json`)
      const args = ['node_modules/vitest/vitest.mjs', ...vitestArguments(project, report)]
      return add(
        await ran(
          runChecks,
          project,
          args,
          () => countTests(report),
          () => failedTests(report),
        ),
      )
    })
    goOn()
  }

  async function browser(project, workers) {
    await phase(`end-to-end tests: ${project}`, async () => {
      const report = join(RESULTS, `${project}.json`)
      const env = { BROWSER_RUN: project }
      const args = ['node_modules/@playwright/test/cli.js', 'test', '--config', CONFIG, '--project', project, '--workers', String(workers)]
      return add(
        await ran(
          runChecks,
          `end-to-end-${project}`,
          args,
          () => countSpecs(report),
          () => failedSpecs(report),
          env,
        ),
      )
    })
    goOn()
  }
}

/** A run that failed without a failed test (it could not start, say) still counts as one failure. What it printed is kept; what failed is shown. */
async function ran(runChecks, name, args, count, failures = () => [], env = {}) {
  const [{ isGood, output }] = await runChecks([{ name, args, env }], { atOnce: 1 })
  writeFileSync(join(RESULTS, `${name}.log`), output)
  if (!isGood) {
    const shown = failures()
    console.log(shown.map(({ text }) => text).join('\n\n') || output.trim())
    red.push(...(shown.length > 0 ? shown : [{ line: name, page: '' }]))
  }
  const { passed, failed } = count() ?? { passed: 0, failed: 1 }
  return { passed, failed: isGood ? failed : Math.max(1, failed) }
}

/** Numbers of Playwright's report; null where it did not come to write one. */
function countSpecs(file) {
  if (!existsSync(file)) return null
  const { expected, unexpected, flaky } = JSON.parse(readFileSync(file, 'utf8')).stats
  return { passed: expected, failed: unexpected + flaky }
}

/** Numbers of the fault suite; null where it did not come to its table. */
function countFaults() {
  const file = join(RESULTS, 'faults.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** What the tests call beyond the sandbox's own needs: a browser, and the document's tools. */
function testNeeds() {
  const chromium = process.env.PLAYWRIGHT_CHROMIUM
  return [
    chromium ? need('Chromium', 'chromium', chromium) : need('chromium', 'chromium', '/usr/bin/chromium'),
    need('Chinese glyphs', 'fonts-noto-cjk', '/usr/share/fonts/opentype/noto'),
    need('docker', 'docker.io'),
    need('curl', 'curl'),
    need('pdftotext', 'poppler-utils'),
    need('nginx', 'nginx-light'),
    need('openssl', 'openssl'),
    need('ss', 'iproute2'),
  ]
}

function goOn() {
  if (wasStopped) throw new Stop('Stopped.')
}
