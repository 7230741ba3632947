import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { NotReached } from './not-reached.ts'
import type { EngineSite } from './site.ts'
import { SITES } from './sites.ts'

// `npm run test:engines`: the sample, one flow on each kind of foreign engine. `-- --all`: every engine, with more deaths of the panel.
// `-- --only mysql,seekdb`: these. `-- --record`: writes their rows to docs/compatibility.md.

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    record: { type: 'boolean', default: false },
    /** The process of one site; used by this program itself. */
    one: { type: 'string' },
  },
})
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const RESULTS = join(ROOT, 'e2e', 'results')
const SANDBOX = process.env.SANDBOX ?? 'engines'
const TODAY = new Date().toISOString().slice(0, 10)
const COMMIT = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
const LONGEST_MS = values.all ? 900_000 : 420_000
/** Each has a sandbox of its own, and mostly waits. */
const AT_ONCE = values.all ? 2 : 1
/** None of them passed, and none failed. */
const NOTHING_RAN = 3

interface Result {
  engine: string
  version: string
  what: string
  result: string
  outcome: 'passed' | 'failed' | 'failed, not listed' | 'not run'
  seconds: number
}

/** One site in a process of its own: what hangs is ended, and its PATH is nobody else's. */
async function worked(site: EngineSite): Promise<Result> {
  const start = Date.now()
  const told = (version: string, outcome: Result['outcome'], result: string): Result => ({
    ...{ engine: site.engine, version, what: outcome === 'not run' ? '' : site.what(values.all), outcome, result },
    seconds: Math.round((Date.now() - start) / 1000),
  })
  try {
    const { version, path, env } = await site.prepare()
    const isListed = site.listed.some((listed) => version.startsWith(listed))
    const wrongs = await inProcess(site, { ...env, PATH: [...path, process.env.PATH].join(delimiter) })
    if (wrongs.length === 0) return told(version, 'passed', '')
    return told(version, isListed ? 'failed' : 'failed, not listed', wrongs.join('\n'))
  } catch (cause) {
    if (cause instanceof NotReached) return told(site.listed.join(), 'not run', cause.message)
    throw cause
  }
}

async function inProcess({ name }: EngineSite, env: Record<string, string>): Promise<string[]> {
  const file = join(RESULTS, `engine-${name}.json`)
  rmSync(file, { force: true })
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), '--one', name, ...(values.all ? ['--all'] : [])]
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit', timeout: LONGEST_MS })
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  if (code !== 0) {
    // Whoever died cleaned nothing up.
    execFileSync('npm', ['run', '--silent', 'sandbox', '--', 'down', '--name', sandboxOf(name)], { cwd: ROOT, stdio: 'ignore' })
    return [signal === null ? `the run ended with ${code}` : `not done after ${LONGEST_MS / 1000} s`]
  }
  return JSON.parse(readFileSync(file, 'utf8')) as string[]
}

async function one(name: string): Promise<void> {
  const site = SITES.find((each) => each.name === name)
  if (site === undefined) throw new Error(`There is no engine "${name}".`)
  // Its text says where it stood; a crash is a failure of this engine, not of the others.
  const wrongs = await site.run({ sandbox: sandboxOf(name), isWhole: values.all }).catch((cause: unknown) => [String(cause)])
  writeFileSync(join(RESULTS, `engine-${name}.json`), JSON.stringify(wrongs))
}

function sandboxOf(site: string): string {
  return `${SANDBOX}-${site.replaceAll('.', '-')}`
}

const HEAD = ['| engine | version | what was run | result | took | on |', '|---|---|---|---|---|---|']

function row({ engine, version, what, outcome, result, seconds }: Result): string {
  // Why it was not run stands in its first line.
  const told = outcome === 'not run' ? `not run: ${result.split('\n')[0]?.replaceAll('|', '/')}` : outcome
  return `| ${[engine, version, what, told, `${seconds} s`, `${TODAY}, ${COMMIT}`].join(' | ')} |`
}

mkdirSync(RESULTS, { recursive: true })
if (values.one !== undefined) {
  await one(values.one)
  process.exit(0)
}
const unknown = values.only?.split(',').filter((name) => !SITES.some((site) => site.name === name)) ?? []
if (unknown.length > 0) {
  console.error(`There is no engine ${unknown.join(', ')}. There are ${SITES.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const chosen = SITES.filter(({ name, isInSample }) => values.only?.split(',').includes(name) ?? (values.all || isInSample))
// Whoever counts must not find the numbers of an earlier run.
rmSync(join(RESULTS, 'engines.json'), { force: true })
const results: Result[] = []
const open = chosen.entries()
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const [place, site] of open) {
      const result = await worked(site)
      results[place] = result
      console.log(
        `${result.outcome.padEnd(20)}${result.engine} ${result.version} (${result.seconds} s)${result.result && `\n${result.result}`}`,
      )
    }
  }),
)
console.log(`\n${[...HEAD, ...results.map(row)].join('\n')}`)
const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
const others = (['failed, not listed', 'not run'] as const).map((outcome) => `${count(outcome)} ${outcome}`)
console.log(`\n${[`${count('passed')} passed`, `${count('failed')} failed`, ...others].join('; ')}`)
const summary = { passed: count('passed'), failed: count('failed'), results }
writeFileSync(join(RESULTS, 'engines.json'), `${JSON.stringify(summary, null, 2)}\n`)
if (values.record) record(results)
process.exitCode = count('failed') > 0 ? 1 : count('passed') === 0 ? NOTHING_RAN : 0

/** Rows of engines that this run did not take stay, each with its own day and commit. */
function record(those: Result[]): void {
  const file = join(ROOT, 'docs', 'compatibility.md')
  const [before = '', table = '', after = ''] = readFileSync(file, 'utf8').split(/<!-- (?:begin|end) of the table -->\n/)
  const engineOf = (line: string) => line.split('|')[1]?.trim()
  const rows = new Map(
    table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => [engineOf(line), line]),
  )
  for (const result of those) rows.set(result.engine, row(result))
  const inOrder = SITES.flatMap(({ engine }) => rows.get(engine) ?? [])
  writeFileSync(file, `${before}<!-- begin of the table -->\n${[...HEAD, ...inOrder].join('\n')}\n<!-- end of the table -->\n${after}`)
  execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', file], { cwd: ROOT, stdio: 'ignore' })
}
