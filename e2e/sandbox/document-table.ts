import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { guideOnSite } from './guide-on-site.ts'
import { parseTraits, TRAITS, traitOf } from './traits.ts'

// `npm run test:document`: the vendor's guide by hand on one site for each trait; `-- --only a,b` for some. Half an hour for all of them.

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))
const PATIENCE = 300_000

const names = values.only === undefined ? TRAITS.map(({ name }) => name) : values.only.split(',').flatMap((name) => parseTraits(name))
const lines = ['| trait | the guide by hand | as expected | seen |', '|---|---|---|---|']
let failed = 0
for (const name of names) {
  const { guide } = traitOf(name)
  const wrongs = await guideOnSite([name], PATIENCE).catch((cause: unknown) => [lastLine(cause)])
  const isAsExpected = (guide === 'passes') === (wrongs.length === 0)
  if (!isAsExpected) failed++
  const told = guide === 'passes' ? 'passes' : `not allowed: ${guide.not}`
  lines.push(`| ${name} | ${told} | ${isAsExpected ? 'yes' : '**no**'} | ${wrongs.join('; ').replaceAll('|', '\\|') || 'V3.4.0 Online'} |`)
  console.log(lines.at(-1))
}
mkdirSync(RESULTS, { recursive: true })
writeFileSync(join(RESULTS, 'document.md'), `${lines.join('\n')}\n`)
console.log(`\n${names.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/** The guide ends at the step that did not succeed: what it printed last. */
function lastLine(cause: unknown): string {
  return String(cause).trim().split('\n').at(-1)?.slice(0, 120) ?? ''
}
