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

interface Held {
  dataBytes: number
  /** What the engine made of the scripts: more of it with everything that happens for the first time. */
  codeBytes: number
  nodes: number
  listeners: number
}

interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[]] } }
  nodes: number[]
}

/** Bytes of the script's heap by whether they are compiled code; what the browser itself holds for the page is not in them. */
function sumUp({ snapshot, nodes }: HeapSnapshot): Pick<Held, 'dataBytes' | 'codeBytes'> {
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  const sums = { dataBytes: 0, codeBytes: 0 }
  for (let at = 0; at < nodes.length; at += fields.length) {
    const name = types[0][nodes[at + type] ?? 0]
    const bytes = nodes[at + size] ?? 0
    if (name === 'code') sums.codeBytes += bytes
    else if (name !== 'native') sums.dataBytes += bytes
  }
  return sums
}

async function held(cdp: CDPSession): Promise<Held> {
  // The page takes what was written last, and lets go of what it held before.
  await delay(SETTLED_MS)
  for (let turn = 0; turn < 3; turn += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  let text = ''
  const take = ({ chunk }: { chunk: string }) => {
    text += chunk
  }
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take)
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take)
  return { ...sumUp(JSON.parse(text) as HeapSnapshot), nodes: value('Nodes'), listeners: value('JSEventListeners') }
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
  const seen: [string, Held][] = [['at its start', await held(cdp)]]
  for (let hour = 1; hour <= hours; hour += 1) {
    await replay(run, UPGRADE_STEP_IDS.slice(0, 6))
    if (hour === 1) seen.push(['after half an hour', await held(cdp)])
    await replay(run, UPGRADE_STEP_IDS.slice(6))
    seen.push([`after ${hour} h`, await held(cdp)])
  }
  await page.context().close()
  return seen.map(([when, { dataBytes, codeBytes, nodes, listeners }], index) => ({
    what: `run page's memory, ${when}`,
    found: `${megabytes(dataBytes)} MB and ${megabytes(codeBytes)} MB compiled code, ${nodes} nodes, ${listeners} listeners`,
    ...(index === seen.length - 1 ? { goal: 'does not grow' } : {}),
  }))
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
