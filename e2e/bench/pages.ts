// npm run bench:pages [-- --small] [--only <part>]: how heavy and how fast the pages are, as one table. Needs `npm run build`.
// --small: without Lighthouse, and less of everything.
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { UPGRADE_STEP_IDS } from '../../server/contract/steps.ts'
import { type Panel, startPanel } from '../fixtures/panel.ts'
import { makeReadyStore } from '../fixtures/ready-store.ts'
import { seedPanel } from '../fixtures/seed-panel.ts'
import { storedJobs } from '../fixtures/stored-job.ts'
import { fillLog } from './fill-log.ts'
import { lighthouseScores } from './lighthouse-scores.ts'
import { liveRun } from './live-run.ts'
import { longLog } from './long-log.ts'
import { openChromium } from './open-chromium.ts'
import { openTimes } from './open-times.ts'
import { pageMemory } from './page-memory.ts'
import { type JobPages, routeWeights } from './route-weights.ts'
import { printTable, type Row } from './row.ts'
import { stepToPixels } from './step-to-pixels.ts'

const FULL = { viewers: 20, steps: 11, hours: 2, lines: 1_000_000, turns: 10 }
const SMALL = { viewers: 5, steps: 2, hours: 1, lines: 20_000, turns: 2 }

const LISTED_JOBS = 40
const STARTED = '2026-11-01T17:00:00.000Z'

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false }, only: { type: 'string' } } })
const size = values.small ? SMALL : FULL
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)} at the start`
const rows: Row[] = [{ what: 'machine', found: machine }]

/** A panel with a store of its own, for as long as `work` takes; says on the way what is being measured. */
async function measure(name: string, work: (panel: Panel) => Promise<Row[]>): Promise<void> {
  if (values.only !== undefined && values.only !== name) return
  const begun = performance.now()
  const panel = await startPanel()
  try {
    rows.push(...(await work(panel)))
  } finally {
    await panel.stop()
  }
  console.log(`${name}: measured in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
}

/** What a desk full of jobs looks at; the store holds as many as one page of history shows. */
async function fillStore(panel: Panel): Promise<JobPages> {
  await seedPanel(
    panel,
    Array.from({ length: LISTED_JOBS }, (_, index) => ({ number: index + 1, startedAt: STARTED, durationSeconds: 700 })),
  )
  const [job] = await storedJobs(panel, [{ number: LISTED_JOBS + 1, outcome: 'succeeded' }])
  if (job === undefined) throw new Error('No job was stored.')
  return job
}

async function lighthousePages(panel: Panel): Promise<Row[]> {
  const { jobId } = await fillStore(panel)
  return await lighthouseScores(panel, [
    ['overview', '/'],
    ['history', '/upgrades'],
    ['run page', `/upgrades/${jobId}`],
  ])
}

await makeReadyStore()
const browser = await openChromium()
try {
  await measure('weights', async (panel) => {
    const job = await fillStore(panel)
    return [...(await routeWeights(panel, job)), ...(await openTimes(browser, panel, job.jobId, size))]
  })
  if (!values.small) await measure('lighthouse', lighthousePages)
  await measure('pixels', async (panel) => {
    const run = await liveRun(panel)
    const { viewers } = size
    const half = Math.ceil(size.steps / 2)
    const found = [
      ...(await stepToPixels(browser, panel, run, { viewers, steps: UPGRADE_STEP_IDS.slice(0, half) })),
      ...(await stepToPixels(browser, panel, run, { viewers, steps: UPGRADE_STEP_IDS.slice(half, size.steps), isDrawnOnce: true })),
    ]
    await run.end()
    return found
  })
  await measure('memory', async (panel) => {
    const run = await liveRun(panel)
    const found = await pageMemory(browser, panel, run, size)
    await run.end()
    return found
  })
  // A short log says nothing: in small only where it is asked for.
  if (!values.small || values.only === 'log')
    await measure('log', async (panel) => {
      const run = await liveRun(panel)
      await fillLog(run.databaseFile, run.jobId, size.lines)
      const found = await longLog(browser, panel, run, { count: size.lines, turns: size.turns })
      await run.end()
      return found
    })
} finally {
  await browser.close()
  printTable(rows)
}
