// npm run bench:history [-- --small]: times of history with 1,000 jobs beside 100,000 (10,000 with --small). Needs `npm run build`.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { startPanel } from '../fixtures/panel.ts'
import { makeReadyStore } from '../fixtures/ready-store.ts'
import { pageTimes } from './page-times.ts'
import { queryTimes } from './query-times.ts'
import type { Spread } from './spread.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

async function measure(jobs: number): Promise<Map<string, Spread>> {
  const panel = await startPanel()
  try {
    const begun = performance.now()
    const env = { ...process.env, PANEL_DATA: panel.dataFolder, JOBS: String(jobs) }
    await promisify(execFile)(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'e2e/bench/fill-store.ts'], { cwd: ROOT, env })
    console.log(`${jobs} jobs were stored in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
    const queries = await queryTimes(path.join(panel.dataFolder, 'panel.db'))
    return new Map([...queries, ...(await pageTimes(panel))])
  } finally {
    await panel.stop()
  }
}

function cell(found: Spread | undefined): string {
  return found === undefined ? '–' : `${found.medianMs.toFixed(1)} / ${found.p95Ms.toFixed(1)}`
}

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } })
const few = 1_000
const many = values.small ? 10_000 : 100_000
await makeReadyStore()
const [ofFew, ofMany] = [await measure(few), await measure(many)]
console.log(`\n| median / p95 in ms | ${few.toLocaleString('en')} jobs | ${many.toLocaleString('en')} jobs |\n| --- | ---: | ---: |`)
for (const [name, found] of ofFew) console.log(`| ${name} | ${cell(found)} | ${cell(ofMany.get(name))} |`)
