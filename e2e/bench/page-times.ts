import { chromium, type Page } from '@playwright/test'
import type { Panel } from '../fixtures/panel.ts'
import { type Spread, spread, timed } from './spread.ts'

const REQUESTS = { runs: 40, warmUps: 5 }
const DRAWINGS = 10

const ASKED: [string, string][] = [
  ['first page', ''],
  ['rolled back', 'status=rolled-back'],
  ['one person', 'person=Li+Wei'],
  ['search, none matches', 'text=nothing+like+this'],
]

const drawn = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('link', { name: /^Job \d+$/ })
    .first()
    .waitFor()
const matches = (page: Page) => page.getByRole('status').filter({ hasText: /match/ }).waitFor()

/** From the press on a filter to its rows, measured from outside the page. */
async function filterTime(page: Page): Promise<number> {
  await page.goto(page.url().split('?')[0] ?? '')
  await drawn(page)
  const begun = performance.now()
  await page.getByLabel('Result', { exact: true }).selectOption('rolled-back')
  await matches(page)
  await drawn(page)
  return performance.now() - begun
}

const auditDrawn = (page: Page) => page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first().waitFor()

async function openTime(page: Page, url: string, isDrawn = drawn): Promise<number> {
  await page.goto('about:blank')
  const begun = performance.now()
  await page.goto(url)
  await isDrawn(page)
  return performance.now() - begun
}

/** How long the built panel takes to answer, and a browser to show the rows. */
export async function pageTimes(panel: Panel): Promise<Map<string, Spread>> {
  const executablePath = process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  const found = new Map<string, Spread>()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    await panel.enter(page, 'approver')
    for (const [name, search] of ASKED) {
      const read = async () => {
        const answer = await page.request.get(`${panel.url}/api/upgrades?${search}`)
        if (!answer.ok()) throw new Error(`${name}: status ${answer.status()}`)
      }
      found.set(`answer: ${name}`, await timed(read, REQUESTS))
    }
    const opened: number[] = []
    const filtered: number[] = []
    const trail: number[] = []
    await openTime(page, `${panel.url}/upgrades`)
    for (let turn = 0; turn < DRAWINGS; turn += 1) {
      opened.push(await openTime(page, `${panel.url}/upgrades`))
      filtered.push(await filterTime(page))
      trail.push(await openTime(page, `${panel.url}/audit`, auditDrawn))
    }
    found.set('page: opened, rows drawn', spread(opened))
    found.set('page: filter pressed, rows drawn', spread(filtered))
    found.set('page: audit trail opened, rows drawn', spread(trail))
  } finally {
    await browser.close()
  }
  return found
}
