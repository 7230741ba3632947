import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pickTraits } from '../sandbox/pick-traits.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { parseTraits } from '../sandbox/traits.ts'
import { faultRows } from './fault-rows.ts'
import { killRows } from './kill-rows.ts'
import { callsOf, everyKill, RISKIEST } from './kill-table.ts'
import { openLane } from './lane.ts'
import { asLine, type Row } from './row.ts'
import { chooseRunTraits, runTraits } from './run-traits.ts'
import { onScene } from './scene.ts'
import { asTable } from './table.ts'
import { traceOf } from './trace.ts'

// `npm run test:faults`: a fixed sample with every kind of fault once. `-- --all`: the whole table, on two sandboxes at once.
// `--only <expression>`: rows that match it. `--kills <numbers>`: with --all, these passes of kills only. `--traits <names>`: of the site
// of every row that has none of its own; `--seed <text>` picks them. With --all they are picked at random, and printed.

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    kills: { type: 'string' },
    traits: { type: 'string' },
    seed: { type: 'string' },
  },
})
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))
const NAME = process.env.SANDBOX ?? 'faults'
/** A failing set of another run is added as a row of its own, or takes the place of this one. */
const SAMPLE_SEED = 'sample'
const begun = Date.now()

/** Something that one lane does from beginning to end; its rows stand together in the table. */
interface Work {
  kind: Row['kind']
  fault: string
  run(sandbox: SandboxState, report: (row: Row) => void): Promise<void>
}

// So that what stands still by a fault is woken: see frozen.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

async function killWorks(sandbox: SandboxState): Promise<Work[]> {
  const plans = values.all ? everyKill(callsOf(await onScene(sandbox, traceOf))) : [RISKIEST]
  const chosen = values.kills === undefined ? plans : plans.filter((_, index) => values.kills?.split(',').includes(String(index)))
  return chosen.map((plan) => ({
    kind: 'kill',
    fault: 'kill -9 of the panel',
    run: (lane, report) => killRows(lane, plan, report),
  }))
}

function rowWorks(): Work[] {
  const { only, all } = values
  const isWanted = only === undefined ? undefined : new RegExp(only)
  const chosen = faultRows.filter(
    ({ isInSample, kind, fault, moment }) => isWanted?.test(`${kind} ${fault} ${moment}`) ?? (all || isInSample),
  )
  return chosen.map(({ kind, fault, moment, traits = runTraits(), expected, run }) => ({
    kind,
    fault,
    async run(sandbox, report) {
      const start = Date.now()
      const { result, wrongs } = await run(sandbox)
      const told = [result, ...wrongs].filter((text) => text !== '').join('; ')
      report({
        kind,
        fault,
        moment,
        traits: traits.join(', '),
        expected,
        result: told,
        isGood: wrongs.length === 0,
        seconds: (Date.now() - start) / 1000,
      })
    },
  }))
}

/** A row that cannot be told is a failed row; the next one begins afresh. */
async function worked({ kind, fault, run }: Work, sandbox: SandboxState): Promise<Row[]> {
  const rows: Row[] = []
  const report = (row: Row) => {
    rows.push(row)
    console.log(asLine(row))
  }
  const start = Date.now()
  await run(sandbox, report).catch((cause: unknown) => {
    const result = cause instanceof Error ? cause.message : String(cause)
    report({
      kind,
      fault,
      moment: '',
      traits: runTraits().join(', '),
      expected: 'a known end',
      result,
      isGood: false,
      seconds: (Date.now() - start) / 1000,
    })
  })
  return rows
}

const seed = values.seed ?? (values.all ? randomBytes(4).toString('hex') : SAMPLE_SEED)
chooseRunTraits(values.traits === undefined ? pickTraits(seed) : parseTraits(values.traits))
console.log(`the site: ${runTraits().join(', ') || 'plain'}${values.traits === undefined ? ` (--seed ${seed})` : ''}`)
const lanes = [await openLane(NAME)]
const table: Row[][] = []
try {
  const [first] = lanes
  // Two sandboxes on the machine's own engine would be in each other's way.
  if (values.all && first?.sandbox.engine?.isOwn) lanes.push(await openLane(`${NAME}-2`))
  const kills = values.only === undefined && first !== undefined ? await killWorks(first.sandbox) : []
  const open = [...kills, ...rowWorks()].entries()
  await Promise.all(
    lanes.map(async ({ sandbox }) => {
      for (const [place, work] of open) table[place] = await worked(work, sandbox)
    }),
  )
} finally {
  for (const { close } of lanes) await close()
}
const rows = table.flat()
const failed = rows.filter(({ isGood }) => !isGood).length
mkdirSync(RESULTS, { recursive: true })
const text = asTable(rows, values.all ? 'Faults, all of them' : 'Faults, the sample of every test run')
writeFileSync(join(RESULTS, 'faults.md'), text)
writeFileSync(join(RESULTS, 'faults.json'), `${JSON.stringify({ passed: rows.length - failed, failed, rows }, null, 2)}\n`)
console.log(`\n${text}\n${rows.length - failed} passed, ${failed} failed, ${Math.round((Date.now() - begun) / 1000)} s`)
process.exitCode = failed > 0 || rows.length === 0 ? 1 : 0
