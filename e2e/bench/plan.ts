// node --import tsx e2e/bench/plan.ts [--rounds <number>] [--small]: how long a plan takes with 1.25 GB of metadata (60 MB with --small), now and
// as it was when every plan counted and summed all rows. Needs a sandbox that is up.
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Connection, createConnection } from 'mysql2/promise'
import { adoptInstallation } from '../../server/services/adopt-installation.ts'
import { draftPlan } from '../../server/services/draft-plan.ts'
import { adoptInput } from '../harness/adopt-input.ts'
import { panelServices } from '../harness/panel-services.ts'
import { resetOms } from '../sandbox/oms.ts'
import { sandboxName, sandboxState } from '../sandbox/state.ts'
import { largeTables } from './large-tables.ts'
import { printTable } from './row.ts'

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } } })
const size = values.small ? { tables: 20, rows: 10_000 } : { tables: 100, rows: 42_000 }

interface Measured {
  seconds: number
  /** By the server's own count, whoever asked. */
  rowsRead: number
}

const state = sandboxState(sandboxName())
const oms = await resetOms(state)
await largeTables({ ...sandboxState(state.name), oms }, size)
const databases = [oms.databases.rm, oms.databases.cm, oms.databases.heartbeats]
const { host, port, admin } = state.metaDb
const server = await createConnection({ host, port, ...admin, rowsAsArray: true })
const panel = await panelServices(state.name)
try {
  const { id: installationId } = await adoptInstallation(panel.services, await adoptInput(panel.services, oms, 'console'))
  const image = { kind: 'archive' as const, file: 'oms_3.4.0.tar.gz' }
  const options = { image, newContainerName: 'oms_340', toVersion: null, storeRecovery: 'refetch-interval' as const, confirmed: [] }
  const plan = async () => {
    const { findings } = await draftPlan(panel.services, { installationId, options })
    const blocking = findings.filter(({ level }) => level === 'blocking')
    if (blocking.length > 0) throw new Error(`The plan is blocked: ${JSON.stringify(blocking)}`)
  }
  // The first one opens what later ones keep open.
  await plan()
  const load = loadavg()[0]?.toFixed(1)
  const now: Measured[] = []
  const before: Measured[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    now.push(await measured(plan))
    before.push(
      await measured(async () => {
        await plan()
        for (const database of databases) await scan(server, database)
      }),
    )
  }
  const [bytes] = await server.query(
    'select format(sum(data_length) / 1e9, 2), format(sum(data_length + index_length) / 1e9, 2) from information_schema.tables where table_schema in (?)',
    [databases],
  )
  const [[data, whole] = []] = Array.isArray(bytes) ? bytes.map((row) => (Array.isArray(row) ? row : [])) : []
  const seconds = (of: Measured[]) => median(of.map((one) => one.seconds))
  const all = (of: Measured[]) => of.map((one) => one.seconds.toFixed(2)).join(', ')
  printTable([
    {
      what: 'machine',
      found: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${load}; data ${data} GB, with indexes ${whole} GB`,
    },
    { what: 'a plan, median', found: `${seconds(now).toFixed(2)} s (${all(now)})` },
    { what: 'with the scan of before, median', found: `${seconds(before).toFixed(2)} s (${all(before)})` },
    { what: 'ratio', found: (seconds(now) / seconds(before)).toFixed(3) },
    { what: 'rows read for a plan, median', found: String(median(now.map(({ rowsRead }) => rowsRead))) },
    { what: 'rows read with the scan, median', found: String(median(before.map(({ rowsRead }) => rowsRead))) },
  ])
} finally {
  await panel.close()
  await server.end()
}

async function measured(work: () => Promise<void>): Promise<Measured> {
  const begun = { at: performance.now(), rows: await rowsRead() }
  await work()
  return { seconds: (performance.now() - begun.at) / 1000, rowsRead: (await rowsRead()) - begun.rows }
}

async function rowsRead(): Promise<number> {
  const [rows] = await server.query("show global status like 'Rows_read'")
  return Number(Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0][1] : Number.NaN)
}

/** What the preflight did at commit 20bd0d2: one table after the other, counted and summed. */
async function scan(connection: Connection, database: string): Promise<void> {
  const [tables] = await connection.query(
    "select table_name from information_schema.tables where table_schema = ? and table_type = 'BASE TABLE'",
    [database],
  )
  await connection.query('start transaction with consistent snapshot')
  for (const row of Array.isArray(tables) ? tables : []) {
    const table = `\`${database}\`.\`${String(Array.isArray(row) ? row[0] : '')}\``
    await connection.query(`select count(*) from ${table}`)
    await connection.query(`checksum table ${table}`)
  }
  await connection.query('commit')
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
