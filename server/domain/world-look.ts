import { type Said, say } from '../contract/said.ts'
import type { SeenContainer, WorldItem, WorldReading, WorldVerdict } from '../contract/world.ts'

/** What one outside answered, or why it could not be asked. */
export type Asked<T> = { ok: true; value: T } | { ok: false; said: Said; raw?: string }

/** Everything that was read of one moment, before it is judged. */
export interface WorldSeen {
  at: string
  job: { number: number; from: string; wasStopped: boolean; oldName: string }
  containers: Asked<SeenContainer[]>
  metaDb: Asked<{ wanted: string[]; existing: string[]; emptyDatabases: string[]; schema: string | 'unknown'; ha: boolean | null }>
  console: Asked<'healthy' | 'unhealthy' | 'unknown'>
  consoleUrl: string
}

const isRunning = ({ state }: SeenContainer) => state === 'running'

function verdictOf(containers: SeenContainer[]): { verdict: WorldVerdict; runs: SeenContainer | null } {
  const running = containers.filter(isRunning)
  const old = running.find(({ role }) => role === 'old')
  const next = running.find(({ role }) => role === 'new')
  if (old !== undefined && next !== undefined) return { verdict: 'both-run', runs: null }
  if (old !== undefined) return { verdict: 'old-runs', runs: old }
  if (next !== undefined) return { verdict: 'new-runs', runs: next }
  return running[0] === undefined ? { verdict: 'none-runs', runs: null } : { verdict: 'other-runs', runs: running[0] }
}

function verdictSaid(verdict: WorldVerdict, runs: SeenContainer | null, { job, containers, metaDb }: WorldSeen): Said {
  const name = runs?.name ?? ''
  switch (verdict) {
    case 'old-runs': {
      // Somebody used the emergency kit, or docker start: the journal knows nothing of it.
      const isOldSchema = metaDb.ok && metaDb.value.schema === job.from
      if (!job.wasStopped) return say('world.oldRuns', { name })
      return isOldSchema ? say('world.oldRunsAgain', { name, from: job.from }) : say('world.oldRunsAgainUnproven', { name, from: job.from })
    }
    case 'new-runs':
      return say('world.newRuns', { name })
    case 'both-run':
      return say('world.bothRun')
    case 'other-runs':
      return say('world.otherRuns', { name })
    case 'none-runs':
      return say('world.noneRuns')
    case 'unknown':
      return containers.ok ? say('world.noneRuns') : say('world.engineUnread')
    default:
      return verdict satisfies never
  }
}

function item(id: WorldItem['id'], proof: WorldItem['proof'], said: Said, raw?: string): WorldItem {
  return raw === undefined ? { id, proof, said } : { id, proof, said, raw }
}

function unread(id: WorldItem['id'], asked: { said: Said; raw?: string }): WorldItem {
  return item(id, 'unknown', asked.said, asked.raw)
}

function containersItem(seen: WorldSeen, verdict: WorldVerdict, runs: SeenContainer | null): WorldItem {
  if (!seen.containers.ok) return unread('containers', seen.containers)
  return item('containers', runs === null ? 'wrong' : 'proven', verdictSaid(verdict, runs, seen))
}

function metaDbItems({ metaDb }: WorldSeen, runs: SeenContainer | null): WorldItem[] {
  if (!metaDb.ok) return (['databases', 'tables', 'schema', 'ha'] as const).map((id) => unread(id, metaDb))
  const { wanted, existing, emptyDatabases, schema, ha } = metaDb.value
  const missing = wanted.filter((name) => !existing.includes(name))
  const expected = runs?.version ?? null
  return [
    missing.length > 0
      ? item('databases', 'wrong', say('world.databasesMissing', { databases: missing.join(', ') }))
      : item('databases', 'proven', say('world.databases', { databases: wanted.join(', ') })),
    emptyDatabases.length > 0
      ? item('tables', 'wrong', say('world.tablesMissing', { databases: emptyDatabases.join(', ') }))
      : item('tables', missing.length > 0 ? 'unknown' : 'proven', say(missing.length > 0 ? 'world.tablesUnknown' : 'world.tables')),
    schema === 'unknown'
      ? item('schema', 'unknown', say('world.schemaUnknown'))
      : expected === null
        ? item('schema', 'unknown', say('world.schemaUncompared', { version: schema }))
        : item(
            'schema',
            schema === expected ? 'proven' : 'wrong',
            schema === expected
              ? say('world.schema', { version: schema })
              : say('world.schemaOther', { version: schema, expected, name: runs?.name ?? '' }),
          ),
    ha === null
      ? item('ha', 'unknown', say('world.haUnknown'))
      : item('ha', ha ? 'proven' : 'wrong', ha ? say('world.haOn') : say('world.haOff')),
  ]
}

const CONSOLE_PROOF = { healthy: 'proven', unhealthy: 'wrong', unknown: 'unknown' } as const
const CONSOLE_SAID = { healthy: 'world.consoleHealthy', unhealthy: 'world.consoleUnhealthy', unknown: 'world.consoleUnknown' } as const

function consoleItem({ console, consoleUrl }: WorldSeen): WorldItem {
  if (!console.ok) return unread('console', console)
  return item('console', CONSOLE_PROOF[console.value], say(CONSOLE_SAID[console.value], { url: consoleUrl }))
}

/** What a fresh look proves about OMS and what it does not, from nothing but what was read. */
export function judgeWorld(seen: WorldSeen): WorldReading {
  const { verdict, runs } = seen.containers.ok ? verdictOf(seen.containers.value) : { verdict: 'unknown' as const, runs: null }
  return {
    at: seen.at,
    verdict,
    said: verdictSaid(verdict, runs, seen),
    containers: seen.containers.ok ? seen.containers.value : null,
    items: [containersItem(seen, verdict, runs), ...metaDbItems(seen, runs), consoleItem(seen)],
  }
}
