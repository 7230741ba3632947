// `npm run verify`: everything that needs no services. All checks run, also after a failure, so that one run tells everything.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { failedTests } from './failed-tests.mjs'
import { runChecks } from './run-checks.mjs'
import { ROOT } from './sandbox/bootstrap.mjs'

const REPORT = join(ROOT, 'e2e/results/unit.json')
const tool = (name) => `node_modules/${name}`

const FIRST = [
  { name: 'generate the client', args: ['prisma/generate.mjs'] },
  { name: 'generate route types', args: [tool('next/dist/bin/next'), 'typegen'] },
]
const CHECKS = [
  { name: 'types', args: [tool('typescript/bin/tsc'), '--noEmit', '-p', '.'] },
  { name: 'unit tests', args: [tool('vitest/vitest.mjs'), ...vitestArguments('unit', REPORT)] },
  {
    name: 'boundaries',
    args: [
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'app',
      'components',
      'server',
      'e2e/referee',
    ],
  },
  { name: 'unused code', args: [tool('knip/bin/knip.js')] },
  { name: 'format and lint', args: [tool('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=error', '.'] },
  { name: 'migrations', args: [tool('tsx/dist/cli.mjs'), 'prisma/migrate.ts', '--check'] },
  { name: 'lock file', args: ['e2e/complete-lock.mjs', '--check'] },
]

export function vitestArguments(project, reportFile) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${reportFile}`]
  return ['run', '--config', 'e2e/vitest.config.ts', '--project', project, ...reporters]
}

/** Numbers of tests in a report of Vitest; null where it did not come to write one. */
export function countTests(reportFile) {
  if (!existsSync(reportFile)) return null
  const { numPassedTests, numTotalTests, numPendingTests, numTodoTests, success } = JSON.parse(readFileSync(reportFile, 'utf8'))
  const failed = numTotalTests - numPassedTests - numPendingTests - numTodoTests
  // A file that cannot be loaded has no tests that could fail.
  return { passed: numPassedTests, failed: success ? failed : Math.max(1, failed) }
}

/** Every check counts as one, the unit tests one by one; `red` is what failed, for the list at the end of a test. */
export async function verify() {
  rmSync(REPORT, { force: true })
  const first = await runChecks(FIRST, { atOnce: 2 })
  const results = [...first, ...(await runChecks(CHECKS, { atOnce: 2 }))]
  const bad = results.filter(({ isGood }) => !isGood)
  for (const { name, output } of bad) console.log(`\n===== ${name} failed =====\n${output.trim()}`)
  const tests = countTests(REPORT) ?? { passed: 0, failed: 1 }
  const others = results.filter(({ name }) => name !== 'unit tests')
  const failed = tests.failed + others.filter(({ isGood }) => !isGood).length
  const red = [...bad.filter(({ name }) => name !== 'unit tests').map(({ name }) => ({ line: name, page: '' })), ...failedTests(REPORT)]
  return {
    passed: tests.passed + others.filter(({ isGood }) => isGood).length,
    failed: bad.length > 0 ? Math.max(1, failed) : failed,
    red,
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const start = Date.now()
  const { passed, failed } = await verify()
  console.log(`\n${passed} passed, ${failed} failed in ${((Date.now() - start) / 1000).toFixed(0)} s`)
  process.exitCode = failed > 0 ? 1 : 0
}
