import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startEngine, stopEngine } from '../sandbox/engine.ts'
import { startMetaDb, stopMetaDb } from '../sandbox/metadb.ts'
import { resetOms, stopOms } from '../sandbox/oms.ts'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import { readStatus } from '../sandbox/status.ts'
import { faultRows } from './fault-rows.ts'
import { killRows } from './kill-rows.ts'
import { callsOf, everyKill, RISKIEST } from './kill-table.ts'
import { bundlePrograms } from './programs.ts'
import { asLine, asTable, type Row } from './row.ts'
import { onScene } from './scene.ts'
import { traceOf } from './trace.ts'

// `npm run test:faults`: a fixed sample with every kind of fault once. `-- --all`: the whole table. `--only <expression>`: rows that match it.

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false }, only: { type: 'string' }, kills: { type: 'string' } } })
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))
const sandbox = openSandbox(process.env.SANDBOX ?? 'faults')
const before = await readStatus(sandbox.name)
const isOurs = !(before.engineIsUp && before.metaDbIsUp)
const rows: Row[] = []
const begun = Date.now()

// So that what stands still by a fault is woken: see frozen.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

function report(row: Row): void {
  rows.push(row)
  console.log(asLine(row))
}

async function kills(): Promise<void> {
  if (!values.all) return await killRows(sandbox, RISKIEST, report)
  const calls = callsOf(await onScene(sandbox, traceOf))
  const passes = everyKill(calls)
  const chosen = values.kills === undefined ? passes : passes.filter((_, index) => values.kills?.split(',').includes(String(index)))
  for (const plan of chosen) await guarded('kill', 'kill -9 of the panel', () => killRows(sandbox, plan, report))
}

/** A row that cannot be told is a failed row; the next one begins afresh. */
async function guarded(kind: Row['kind'], fault: string, work: () => Promise<void>): Promise<void> {
  const start = Date.now()
  try {
    await work()
  } catch (cause) {
    const result = cause instanceof Error ? cause.message : String(cause)
    report({ kind, fault, moment: '', expected: 'a known end', result, isGood: false, seconds: (Date.now() - start) / 1000 })
  }
}

try {
  await bundlePrograms(sandbox)
  await startMetaDb(sandbox)
  await startEngine(sandbox)
  await resetOms(sandbox)
  if (values.only === undefined) await guarded('kill', 'kill -9 of the panel', kills)
  for (const { isInSample, kind, fault, moment, expected, run } of faultRows) {
    if (values.only === undefined ? !(values.all || isInSample) : !new RegExp(values.only).test(`${kind} ${fault} ${moment}`)) continue
    await guarded(kind, fault, async () => {
      const start = Date.now()
      const { result, wrongs } = await run(sandbox)
      const seconds = (Date.now() - start) / 1000
      const told = [result, ...wrongs].filter((text) => text !== '').join('; ')
      report({ kind, fault, moment, expected, result: told, isGood: wrongs.length === 0, seconds })
    })
  }
} finally {
  await resetOms(sandbox).catch(() => {})
  if (isOurs) {
    await stopOms(sandbox)
    await stopEngine(sandbox)
    await stopMetaDb(sandbox)
  }
}
const failed = rows.filter(({ isGood }) => !isGood).length
mkdirSync(RESULTS, { recursive: true })
const table = asTable(rows, values.all ? 'Faults, all of them' : 'Faults, the sample of every test run')
writeFileSync(join(RESULTS, 'faults.md'), table)
writeFileSync(join(RESULTS, 'faults.json'), `${JSON.stringify({ passed: rows.length - failed, failed, rows }, null, 2)}\n`)
console.log(`\n${table}\n${rows.length - failed} passed, ${failed} failed, ${Math.round((Date.now() - begun) / 1000)} s`)
process.exitCode = failed > 0 || rows.length === 0 ? 1 : 0
