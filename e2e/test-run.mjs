// What `npm test`, `npm run test:more` and `npm run test:all` share: phases with their minutes, numbers that add up, one closing line.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkNode,
  installPackages,
  installPrograms,
  need,
  ROOT,
  SEEKDB_NEEDS,
  Stop,
  sandbox,
  sandboxNeeds,
  phase as timedPhase,
} from './sandbox/bootstrap.mjs'

const NAME = process.env.SANDBOX ?? 'test'
/** For what changes an OMS while something else changes that of the first. */
const SECOND = `${NAME}-b`
const RESULTS = join(ROOT, 'e2e/results')
const TSX = 'node_modules/tsx/dist/cli.mjs'

/**
 * Runs `everything` and ends the process: the minutes of each phase, what failed, and last "N passed, N failed". Results of an earlier
 * command stay where `keepsResults` is set.
 */
export async function testRun(everything, { keepsResults = false } = {}) {
  const total = { passed: 0, failed: 0 }
  const minutes = []
  /** What failed, and the page that the first of them saw: the end of a long output is read first. */
  const red = []
  const started = []
  let wasStopped = false
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (wasStopped = true))
  process.env.SANDBOX = NAME

  const phase = async (title, work) => {
    if (wasStopped) throw new Stop('Stopped.')
    const start = Date.now()
    try {
      return await timedPhase(title, work)
    } finally {
      minutes.push({ title, seconds: (Date.now() - start) / 1000 })
    }
  }

  try {
    checkNode()
    await phase('npm packages', installPackages)
    await phase('programs', async () => installPrograms([...(await sandboxNeeds()), ...testNeeds()]))
    if (!keepsResults) rmSync(RESULTS, { recursive: true, force: true })
    mkdirSync(RESULTS, { recursive: true })
    await everything(await tools())
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error)
    total.failed++
  } finally {
    for (const name of started) {
      await phase(`stop the sandbox ${name}`, () => void sandbox('down', name)).catch((error) => console.error(error.message))
    }
  }
  const sum = minutes.reduce((whole, { seconds }) => whole + seconds, 0)
  console.log(`\nminutes per phase (those that ran side by side count both):`)
  for (const { title, seconds } of minutes) console.log(`${(seconds / 60).toFixed(1).padStart(6)}  ${title}`)
  console.log(`${(sum / 60).toFixed(1).padStart(6)}  in all`)
  if (red.length > 0) {
    console.log(`\n${red.find(({ page }) => page !== '')?.page ?? ''}`)
    console.log(`\nfailed:\n${red.map(({ line }) => `  ${line}`).join('\n')}`)
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

  /** Loaded only now: some of it needs the npm packages. */
  async function tools() {
    const { failedSpecs, failedTests } = await import('./failed-tests.mjs')
    const { countTests, vitestArguments } = await import('./verify.mjs')
    const { runChecks } = await import('./run-checks.mjs')

    const add = ({ passed, failed, red: found = [] }) => {
      total.passed += passed
      total.failed += failed
      red.push(...found)
      return `${passed} passed, ${failed} failed`
    }

    /** A run that failed without a failed test (it could not start, say) still counts as one failure. What it printed is kept; what failed is shown. */
    const ran = async (name, args, count, { failures = () => [], env = {} } = {}) => {
      const [{ isGood, output }] = await runChecks([{ name, args, env }], { atOnce: 1 })
      writeFileSync(join(RESULTS, `${name}.log`), output)
      const shown = isGood ? [] : failures()
      if (!isGood) console.log(shown.map(({ text }) => text).join('\n\n') || output.trim())
      const { passed, failed } = count() ?? { passed: 0, failed: 1 }
      const found = isGood || shown.length > 0 ? shown : [{ line: name, page: '' }]
      return add({ passed, failed: isGood ? failed : Math.max(1, failed), red: found })
    }

    const up = (name) =>
      phase(`sandbox ${name}: Docker engine, MetaDB, OMS V3.3.1`, () => {
        const { engineIsUp, metaDbIsUp } = sandbox('status', name)
        if (!(engineIsUp && metaDbIsUp)) started.push(name)
        sandbox('up', name)
      })

    return {
      phase,
      add,
      sandbox: () => up(NAME),
      secondSandbox: () => up(SECOND),
      reset: () => phase('fresh OMS', () => void sandbox('reset', NAME)),
      vitest(project, title, { onSecond = false } = {}) {
        const report = join(RESULTS, `${project}.json`)
        const args = ['node_modules/vitest/vitest.mjs', ...vitestArguments(project, report)]
        const env = onSecond ? { SANDBOX: SECOND } : {}
        const run = () => ran(project, args, () => countTests(report), { failures: () => failedTests(report), env })
        return phase(title, run)
      },
      browser(project, title) {
        const report = join(RESULTS, `${project}.json`)
        const config = ['--config', 'e2e/playwright.config.ts', '--project', project, '--workers', '1']
        const args = ['node_modules/@playwright/test/cli.js', 'test', ...config]
        const run = () =>
          ran(`end-to-end-${project}`, args, () => countSpecs(report), {
            failures: () => failedSpecs(report),
            env: { BROWSER_RUN: project },
          })
        return phase(title, run)
      },
      faults(title, ...more) {
        return phase(title, () => ran('faults', [TSX, 'e2e/faults/run.ts', ...more], () => countIn('faults.json')))
      },
      /** What cannot be had on this machine is named in the table, and counts as nothing. */
      engines(title, ...more) {
        return phase(title, async () => {
          const counted = await ran('engines', [TSX, 'e2e/engines/run.ts', ...more], () => countIn('engines.json'))
          console.log(tableOf(readFileSync(join(RESULTS, 'engines.log'), 'utf8')))
          return counted
        })
      },
      /** A table for people: it fails the test where it does not come to its end, and never for what it measures. */
      bench(title, script, ...more) {
        return phase(title, async () => {
          const name = script.split('/').at(-1).replace(/\.ts$/, '')
          const [{ isGood, output }] = await runChecks([{ name, args: [TSX, script, ...more], env: {} }], { atOnce: 1 })
          writeFileSync(join(RESULTS, `${name}.log`), output)
          console.log(isGood ? tableOf(output) : output.trim())
          return add({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 })
        })
      },
    }
  }
}

/** Numbers of Playwright's report; null where it did not come to write one. */
function countSpecs(file) {
  if (!existsSync(file)) return null
  const { expected, unexpected, flaky } = JSON.parse(readFileSync(file, 'utf8')).stats
  return { passed: expected, failed: unexpected + flaky }
}

/** Numbers that a suite of its own wrote; null where it did not come to its table. */
function countIn(name) {
  const file = join(RESULTS, name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function tableOf(output) {
  return output
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n')
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
    ...SEEKDB_NEEDS,
  ]
}
