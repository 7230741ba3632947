import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, CDPSession } from '@playwright/test'
import { UPGRADE_STEP_IDS } from '../../server/contract/steps.ts'
import type { Panel } from '../fixtures/panel.ts'
import type { LiveRun } from './live-run.ts'
import { openPage } from './open-chromium.ts'
import type { Row } from './row.ts'

const LINES_A_STEP = 300
const LINES_AT_ONCE = 10
const PAUSE_MS = 20
const SETTLED_MS = 1_500

async function heap(cdp: CDPSession): Promise<{ bytes: number; nodes: number; listeners: number }> {
  // The page takes what was written last, and lets go of what it held before.
  await delay(SETTLED_MS)
  for (let turn = 0; turn < 3; turn += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { bytes: value('JSHeapUsedSize'), nodes: value('Nodes'), listeners: value('JSEventListeners') }
}

/** An hour of a run: a line a second, and every step of the upgrade. */
async function replay(run: LiveRun, steps: readonly (typeof UPGRADE_STEP_IDS)[number][]): Promise<void> {
  for (const step of steps) {
    await run.begin(step)
    for (let line = 0; line < LINES_A_STEP; line += LINES_AT_ONCE) {
      await run.log(step, LINES_AT_ONCE)
      await delay(PAUSE_MS)
    }
    await run.verifying()
    await run.settle()
  }
}

/** What the run page holds while hours of a run go by, each replayed in less than a minute. */
export async function pageMemory(browser: Browser, panel: Panel, run: LiveRun, { hours }: { hours: number }): Promise<Row[]> {
  const page = await openPage(browser, panel)
  await page.goto(`${panel.url}/upgrades/${run.jobId}`)
  await page.getByText('Live', { exact: true }).waitFor()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.enable')
  await cdp.send('Performance.enable')
  const seen: [string, Awaited<ReturnType<typeof heap>>][] = [['at its start', await heap(cdp)]]
  for (let hour = 1; hour <= hours; hour += 1) {
    await replay(run, UPGRADE_STEP_IDS.slice(0, 6))
    if (hour === 1) seen.push(['after half an hour', await heap(cdp)])
    await replay(run, UPGRADE_STEP_IDS.slice(6))
    seen.push([`after ${hour} h`, await heap(cdp)])
  }
  await page.context().close()
  return seen.map(([when, { bytes, nodes, listeners }], index) => ({
    what: `run page's memory, ${when}`,
    found: `${(bytes / 2 ** 20).toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`,
    ...(index === seen.length - 1 ? { goal: 'does not grow' } : {}),
  }))
}
