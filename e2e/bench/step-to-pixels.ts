import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { en } from '../../server/contract/messages/en.ts'
import { UPGRADE_STEP_IDS } from '../../server/contract/steps.ts'
import type { Panel } from '../fixtures/panel.ts'
import type { LiveRun } from './live-run.ts'
import { openPage } from './open-chromium.ts'
import type { Row } from './row.ts'
import { spread } from './spread.ts'

const VIEWERS = 20
const PAUSE_MS = 400
const DEADLINE_MS = 10_000

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

const shownAt = () => (window as unknown as { shown: Promise<number> }).shown

async function openViewers(browser: Browser, panel: Panel, jobId: string): Promise<Page[]> {
  const pages: Page[] = []
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    const page = await openPage(browser, panel)
    await page.goto(`${panel.url}/upgrades/${jobId}`)
    await page.getByText('Live', { exact: true }).waitFor()
    pages.push(page)
  }
  return pages
}

/** From the engine's write of a step's change to the frame that shows it, in every one of the browsers that look at the run. */
export async function stepToPixels(browser: Browser, panel: Panel, run: LiveRun, { steps }: { steps: number }): Promise<Row> {
  const pages = await openViewers(browser, panel, run.jobId)
  const words = en.run.state
  const times: number[] = []
  for (const [index, step] of UPGRADE_STEP_IDS.slice(0, steps).entries()) {
    const changes = [
      [words.running, () => run.begin(step)],
      [words.checking, run.verifying],
      [words.proven, run.settle],
    ] as const
    for (const [label, change] of changes) {
      await Promise.all(pages.map((page) => page.evaluate(watch, { step, label, deadlineMs: DEADLINE_MS })))
      // Not always the same moment of the server's own beat.
      await delay(PAUSE_MS + ((index * 67) % 200))
      const begun = Date.now()
      await change()
      for (const at of await Promise.all(pages.map((page) => page.evaluate(shownAt)))) times.push(at - begun)
    }
  }
  await Promise.all(pages.map((page) => page.context().close()))
  const { medianMs, p95Ms } = spread(times)
  const found = `${medianMs.toFixed(0)} / ${p95Ms.toFixed(0)} ms`
  return { what: `step change to pixels, ${VIEWERS} browsers on one run, ${times.length} times: median / p95`, found, goal: 'p95 300 ms' }
}
