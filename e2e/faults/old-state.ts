import path from 'node:path'
import { Secret } from '../../server/domain/secret.ts'
import { OperatorError } from '../../server/errors.ts'
import { allDatabases } from '../../server/procedure/all-databases.ts'
import type { FactValues } from '../../server/procedure/facts.ts'
import type { Inventory, MetaDbReader } from '../../server/procedure/ports/metadb.ts'
import type { Panel } from './panel.ts'

// OMS itself and the panel write to these while all is well; everything else stays as it was until docker_init.sh.
const LIVE_TABLES = new Set([
  'oms_normal_config',
  'oms_project_component',
  'oms_ticket',
  'host',
  'component_outage',
  'heart_beat',
  'heatbeat_sequence',
])

/** What must never be lost: per database, what `checksum table` says of every table that only an upgrade changes. */
export type OldState = Map<string, string>

function steady({ tables, views }: Inventory): string {
  const kept = tables.filter(({ name }) => !LIVE_TABLES.has(name)).map(({ name, rows, checksum }) => `${name} ${rows} ${checksum}`)
  return [...kept, ...views.map(({ name }) => `view ${name}`)].join('\n')
}

export async function withMetaDb<T>({ services, state }: Panel, work: (metaDb: MetaDbReader) => Promise<T>): Promise<T> {
  const { host, port, user, password } = state.metaDb
  const metaDb = await services.world.metaDbs.open({ host, port, user, password: new Secret(password) })
  try {
    return await work(metaDb)
  } finally {
    await metaDb.close()
  }
}

/** docker_init.sh outlives the panel, and may drop a table while it is counted: not the old state any more. */
function changing(cause: unknown): string {
  if (cause instanceof OperatorError && cause.problem.said.key === 'metadb.unknownTable') return 'changing'
  throw cause
}

export const databasesOf = ({ state }: Panel): string[] => {
  if (state.oms === null) throw new Error('the sandbox has no OMS')
  const { rm, cm, heartbeats } = state.oms.databases
  return allDatabases({ rm, cm, heartbeats: [heartbeats] })
}

export async function readOldState(panel: Panel): Promise<OldState> {
  return await withMetaDb(panel, async (metaDb) => {
    const state: OldState = new Map()
    for (const database of databasesOf(panel)) {
      const [there] = await metaDb.existing([database])
      state.set(database, there === undefined ? 'missing' : await metaDb.inventory(database).then(steady, changing))
    }
    return state
  })
}

/** Databases of the old state that are neither in the MetaDB nor in a dump that is whole: lost metadata. */
export async function lostDatabases(panel: Panel, old: OldState, backup: FactValues['backup'] | undefined): Promise<string[]> {
  const now = await readOldState(panel)
  const lost: string[] = []
  for (const [database, before] of old) {
    if (now.get(database) === before) continue
    const saved = backup?.manifest.databases.find(({ inventory }) => inventory.database === database)
    const isSame = saved !== undefined && steady(saved.inventory) === before
    const found = isSame
      ? await panel.services.world.backups.verify(path.join(backup?.folder ?? '', saved.dump.file)).catch(() => null)
      : null
    if (found?.complete !== true || found.sha256 !== saved?.dump.sha256) lost.push(database)
  }
  return lost
}
