import path from 'node:path'
import type { Structure } from '../../server/domain/databases/structure.ts'
import { Secret } from '../../server/domain/secret.ts'
import { OperatorError } from '../../server/errors.ts'
import { allDatabases } from '../../server/procedure/all-databases.ts'
import type { FactValues } from '../../server/procedure/facts.ts'
import type { MetaDbReader } from '../../server/procedure/ports/metadb.ts'
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

interface State {
  tables: { name: string; rows: number; proof: unknown }[]
  structure: Structure | null
}

function steady({ tables, structure }: State): string {
  const kept = tables
    .filter(({ name }) => !LIVE_TABLES.has(name))
    .map(({ name, rows, proof }) => `${name} ${rows} ${JSON.stringify(proof)}`)
  const definitions = [...(structure?.tables ?? []), ...(structure?.objects ?? [])].map(({ name, fingerprint }) => `${name} ${fingerprint}`)
  return [...kept, ...definitions].join('\n')
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

async function stateOf(metaDb: MetaDbReader, database: string): Promise<State> {
  return { structure: await metaDb.structure(database), tables: (await metaDb.contents(database)).tables }
}

export async function readOldState(panel: Panel): Promise<OldState> {
  return await withMetaDb(panel, async (metaDb) => {
    const state: OldState = new Map()
    for (const database of databasesOf(panel)) {
      const [there] = await metaDb.existing([database])
      state.set(database, there === undefined ? 'missing' : await stateOf(metaDb, database).then(steady, changing))
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
    const isSame = saved !== undefined && steady({ tables: saved.inventory.tables, structure: saved.structure }) === before
    const found = isSame
      ? await panel.services.world.backups.verify(path.join(backup?.folder ?? '', saved.dump.file)).catch(() => null)
      : null
    if (found?.complete !== true || found.sha256 !== saved?.dump.sha256) lost.push(database)
  }
  return lost
}
