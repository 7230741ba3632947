import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import type { Panel } from '../fixtures/panel.ts'
import type { LiveRun } from './live-run.ts'
import { openPage } from './open-chromium.ts'
import type { Row } from './row.ts'
import { spread } from './spread.ts'

const WHEEL_PX = 240
const WHEEL_EVERY_MS = 16
const SCROLL_SECONDS = 5
const LONG_FRAME_MS = 50

/** From the start of the navigation to the frame with the first line in it, by the page's own clock. */
async function openTime(page: Page, address: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(address)
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => (document.querySelector('[data-seq]') === null ? requestAnimationFrame(look) : resolve(performance.now()))
        look()
      }),
  )
}

/** Frames while the wheel turns, far from the end that a live log follows. */
async function scrollFrames(page: Page): Promise<number[]> {
  await page.locator('[data-seq]').first().hover()
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const count = (now: number) => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
    Object.assign(window, { frames })
  })
  const end = Date.now() + SCROLL_SECONDS * 1000
  while (Date.now() < end) {
    await page.mouse.wheel(0, -WHEEL_PX)
    await delay(WHEEL_EVERY_MS)
  }
  return await page.evaluate(() => (window as unknown as { frames: number[] }).frames)
}

/** A log of `count` lines on the run page: how soon it shows a line, and how evenly it scrolls. */
export async function longLog(
  browser: Browser,
  panel: Panel,
  run: LiveRun,
  { count, turns }: { count: number; turns: number },
): Promise<Row[]> {
  const page = await openPage(browser, panel)
  const address = `${panel.url}/upgrades/${run.jobId}`
  await openTime(page, address)
  const times: number[] = []
  for (let turn = 0; turn < turns; turn += 1) times.push(await openTime(page, address))
  const opened = spread(times)
  const frames = await scrollFrames(page)
  await page.context().close()
  const total = frames.reduce((sum, ms) => sum + ms, 0)
  const long = frames.filter((ms) => ms > LONG_FRAME_MS).length
  const log = `log of ${count.toLocaleString('en')} lines`
  return [
    {
      what: `${log}: page opened to its first line, median / p95`,
      found: `${opened.medianMs.toFixed(0)} / ${opened.p95Ms.toFixed(0)} ms`,
      goal: 'under 1 s',
    },
    {
      what: `${log}: scrolled for ${SCROLL_SECONDS} s`,
      found: `${((frames.length / total) * 1000).toFixed(0)} frames a second, ${long} of ${frames.length} over ${LONG_FRAME_MS} ms`,
      goal: '60 a second',
    },
  ]
}
