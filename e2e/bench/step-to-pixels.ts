import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { en } from '../../server/contract/messages/en.ts'
import type { UpgradeStepId } from '../../server/contract/steps.ts'
import { openEvents } from '../fixtures/open-events.ts'
import type { Panel } from '../fixtures/panel.ts'
import type { LiveRun } from './live-run.ts'
import { openPage } from './open-chromium.ts'
import type { Row } from './row.ts'
import { spread } from './spread.ts'

const PAUSE_MS = 400
const DEADLINE_MS = 10_000
const READ_EVERY_MS = 2

type Events = Awaited<ReturnType<typeof openEvents>>

interface Watching {
  step: string
  label: string
  deadlineMs: number
}

/** Keeps in the page when the step's row has shown the words, on the wall clock: after the frame that was drawn with them. */
function watch({ step, label, deadlineMs }: Watching): void {
  const shows = () => document.getElementById(`step-${step}`)?.parentElement?.querySelector('p')?.textContent?.includes(label) === true
  const shown = new Promise<number>((resolve) => {
    const done = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())))
    const observer = new MutationObserver(() => {
      if (!shows()) return
      observer.disconnect()
      done()
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    setTimeout(() => resolve(Number.POSITIVE_INFINITY), deadlineMs)
  })
  Object.assign(window, { shown })
}

/** When the stream has told of it to a reader that draws nothing: what is the panel's part of the time. */
async function toldAt(events: Events, heard: number): Promise<number> {
  while (events.text().slice(heard).includes('event: snapshot') === false) await delay(READ_EVERY_MS)
  return Date.now()
}

const shownAt = () => (window as unknown as { shown: Promise<number> }).shown

async function openViewers(browser: Browser, panel: Panel, jobId: string, viewers: number): Promise<Page[]> {
  const pages: Page[] = []
  for (let viewer = 0; viewer < viewers; viewer += 1) {
    const page = await openPage(browser, panel)
    await page.goto(`${panel.url}/upgrades/${jobId}`)
    await page.getByText('Live', { exact: true }).waitFor()
    pages.push(page)
  }
  return pages
}

/**
 * From the engine's write of a step's change to the frame that shows it, in every one of the browsers that look at the run. Browsers that
 * are all drawn by one machine wait for each other; `isDrawnOnce` lets all but one only listen, as if each had a machine of its own.
 */
export async function stepToPixels(
  browser: Browser,
  panel: Panel,
  run: LiveRun,
  { steps, viewers, isDrawnOnce = false }: { steps: readonly UpgradeStepId[]; viewers: number; isDrawnOnce?: boolean },
): Promise<Row[]> {
  const pages = await openViewers(browser, panel, run.jobId, isDrawnOnce ? 1 : viewers)
  const listeners = await Promise.all(
    Array.from({ length: viewers - pages.length }, () => openEvents(panel.url, run.jobId, panel.cookieOf('viewer'))),
  )
  const events = await openEvents(panel.url, run.jobId, panel.cookieOf('viewer'))
  const words = en.run.state
  const told: number[] = []
  const times: number[] = []
  for (const [index, step] of steps.entries()) {
    const changes = [
      [words.running, () => run.begin(step)],
      [words.checking, run.verifying],
      [words.proven, run.settle],
    ] as const
    for (const [label, change] of changes) {
      await Promise.all(pages.map((page) => page.evaluate(watch, { step, label, deadlineMs: DEADLINE_MS })))
      // Not always the same moment of the server's own beat.
      await delay(PAUSE_MS + ((index * 67) % 200))
      const heard = events.text().length
      const begun = Date.now()
      const hears = toldAt(events, heard)
      await change()
      told.push((await hears) - begun)
      for (const at of await Promise.all(pages.map((page) => page.evaluate(shownAt)))) times.push(at - begun)
    }
  }
  for (const stream of [events, ...listeners]) stream.close()
  await Promise.all(pages.map((page) => page.context().close()))
  const row = (what: string, found: number[]): Row => {
    const { medianMs, p95Ms } = spread(found)
    return { what: `${what}, ${found.length} times: median / p95`, found: `${medianMs.toFixed(0)} / ${p95Ms.toFixed(0)} ms` }
  }
  const pixels = isDrawnOnce ? `1 browser, ${listeners.length} others only listen` : `${viewers} browsers on one run, all drawn here`
  return [
    row(`step change to the event stream with ${viewers} viewers`, told),
    { ...row(`step change to pixels in ${pixels}`, times), goal: 'p95 300 ms' },
  ]
}
