// Which pages were looked at by axe, in which theme, language and width. A page that was forgotten is a failure.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appPages } from './fixtures/app-pages.mjs'
import { ROOT } from './sandbox/bootstrap.mjs'

const RESULTS = join(ROOT, 'e2e/results')
const PREFIX = 'axe-'
const LOOKS = ['light en', 'light zh', 'dark en', 'dark zh']

/** Keeps what one look saw; every browser run has a file of its own. */
export function keepLook(run, look) {
  mkdirSync(RESULTS, { recursive: true })
  appendFileSync(join(RESULTS, `${PREFIX}${run}.jsonl`), `${JSON.stringify(look)}\n`)
}

/** The pages of app/, as patterns of addresses. */
function routes() {
  return appPages().map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`) }))
}

/** A row for each page with how often it was looked at and found without faults. `failed`: pages that no spec looked at in every theme and language. */
export function axeTable() {
  const files = existsSync(RESULTS) ? readdirSync(RESULTS).filter((file) => file.startsWith(PREFIX)) : []
  const looks = files.flatMap((file) =>
    readFileSync(join(RESULTS, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )
  const all = routes()
  const routeOf = ({ path }) => all.find(({ pattern }) => pattern.test(path))?.path ?? 'not a page'
  const rows = all.map(({ path }) => {
    const mine = looks.filter((look) => routeOf(look) === path)
    const cells = LOOKS.map((name) => mine.filter(({ theme, locale }) => `${theme} ${locale}` === name).length)
    const narrowest = mine.length === 0 ? '–' : Math.min(...mine.map(({ width }) => width))
    return { path, cells, narrowest, faults: mine.reduce((sum, { faults }) => sum + faults, 0) }
  })
  const lines = rows.map(({ path, cells, narrowest, faults }) => `| ${[path, ...cells, narrowest, faults].join(' | ')} |`)
  const head = [`| page | ${LOOKS.join(' | ')} | narrowest px | faults |`, `| --- |${' ---: |'.repeat(LOOKS.length + 2)}`]
  const whole = rows.filter(({ cells, narrowest, faults }) => cells.every((count) => count > 0) && narrowest <= 320 && faults === 0)
  return { text: [...head, ...lines].join('\n'), passed: whole.length, failed: rows.length - whole.length }
}
