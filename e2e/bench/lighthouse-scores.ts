import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Panel } from '../fixtures/panel.ts'
import { CHROMIUM, CHROMIUM_FLAGS } from './open-chromium.ts'
import type { Row } from './row.ts'

/** Fetched when it is asked for and no part of the panel's packages: it brings 200 of its own. The newest one for Node 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2'

interface Report {
  categories: Record<'performance' | 'accessibility', { score: number | null }>
  audits: Record<string, { displayValue?: string; score: number | null }>
}

async function report(url: string, cookie: string): Promise<Report> {
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-lighthouse-'))
  try {
    const headers = path.join(folder, 'headers.json')
    const output = path.join(folder, 'report.json')
    // A file and not an argument: the cookie of a session is nothing for a list of processes.
    writeFileSync(headers, JSON.stringify({ cookie }), { mode: 0o600 })
    const flags = [
      '--preset=desktop',
      '--only-categories=performance,accessibility',
      `--extra-headers=${headers}`,
      `--chrome-flags=${['--headless=new', ...CHROMIUM_FLAGS].join(' ')}`,
      '--output=json',
      `--output-path=${output}`,
      '--quiet',
    ]
    const env = { ...process.env, CHROME_PATH: CHROMIUM }
    await promisify(execFile)('npx', ['--yes', LIGHTHOUSE, url, ...flags], { env, cwd: folder })
    return JSON.parse(readFileSync(output, 'utf8')) as Report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const percent = (score: number | null) => (score === null ? '–' : (score * 100).toFixed(0))

/** Lighthouse's own words for pages of a signed-in person, on a desk. */
export async function lighthouseScores(panel: Panel, pages: [name: string, address: string][]): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, address] of pages) {
    const { categories, audits } = await report(panel.url + address, panel.cookieOf('admin'))
    const told = (id: string) => audits[id]?.displayValue ?? '–'
    rows.push({
      what: `Lighthouse, ${name}: performance / accessibility`,
      found: `${percent(categories.performance.score)} / ${percent(categories.accessibility.score)} (FCP ${told('first-contentful-paint')}, LCP ${told('largest-contentful-paint')}, TBT ${told('total-blocking-time')}, CLS ${told('cumulative-layout-shift')})`,
      goal: '95 / 95',
    })
  }
  return rows
}
