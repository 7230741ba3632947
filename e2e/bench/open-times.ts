import type { Browser, Page } from '@playwright/test'
import type { Panel } from '../fixtures/panel.ts'
import { openPage } from './open-chromium.ts'
import type { Row } from './row.ts'
import { spread } from './spread.ts'

interface Opened {
  name: string
  address: string
  /** What only stands on the page once its data is drawn. */
  drawn: (page: Page) => Promise<void>
}

const jobLink = (page: Page) =>
  page
    .getByRole('link', { name: /^Job \d+/ })
    .filter({ visible: true })
    .first()
    .waitFor()

async function timeOf(page: Page, url: string, drawn: Opened['drawn']): Promise<number> {
  await page.goto('about:blank')
  const begun = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await drawn(page)
  return performance.now() - begun
}

/** From the address to the first data on the screen: in a browser that was never here, and in one that was. */
export async function openTimes(browser: Browser, panel: Panel, jobId: string, { turns }: { turns: number }): Promise<Row[]> {
  const pages: Opened[] = [
    { name: 'overview', address: '/', drawn: jobLink },
    { name: 'history', address: '/upgrades', drawn: jobLink },
    { name: 'run page', address: `/upgrades/${jobId}`, drawn: (page) => page.locator('[data-seq]').first().waitFor() },
  ]
  const rows: Row[] = []
  for (const { name, address, drawn } of pages) {
    const first: number[] = []
    const again: number[] = []
    // One turn that is not counted: the server has everything in its memory from then on.
    for (let turn = -1; turn < turns; turn += 1) {
      const page = await openPage(browser, panel)
      const times = [await timeOf(page, panel.url + address, drawn), await timeOf(page, panel.url + address, drawn)]
      if (turn >= 0) for (const [index, list] of [first, again].entries()) list.push(times[index] ?? Number.NaN)
      await page.context().close()
    }
    const found = `${spread(first).medianMs.toFixed(0)} / ${spread(again).medianMs.toFixed(0)} ms`
    rows.push({ what: `${name} opened to its data: first time / again, median`, found })
  }
  return rows
}
