import { AuditFilter } from '../../server/contract/audit.ts'
import { HistoryQuery } from '../../server/contract/history.ts'
import { openStore } from '../../server/db/open-store.ts'
import { verifyTrail } from '../../server/db/verify-trail.ts'
import { auditChoices, listAudit } from '../../server/queries/list-audit.ts'
import { HISTORY_PAGE_ROWS, readHistoryRows } from '../../server/queries/list-history.ts'
import { listInstallations } from '../../server/queries/list-installations.ts'
import { listJobs } from '../../server/queries/list-jobs.ts'
import { readDurations } from '../../server/queries/read-durations.ts'
import { readHistoryChoices } from '../../server/queries/read-history-choices.ts'
import { type Spread, timed } from './spread.ts'

const RUNS = { runs: 40, warmUps: 5 }
const INSTALLATION = 'installation-3'

const LISTS: [string, Record<string, string>][] = [
  ['first page', {}],
  ['one installation', { installation: INSTALLATION }],
  ['rolled back', { status: 'rolled-back' }],
  ['one person', { person: 'Li Wei' }],
  ['one version', { version: '3.4.0' }],
  ['one month', { since: '2019-01-01T00:00:00Z', until: '2019-02-01T00:00:00Z' }],
  ['broken glass', { glass: 'broken' }],
  ['by downtime', { sort: 'downtime' }],
  ['search, many match', { text: 'window ran' }],
  ['search, none matches', { text: 'nothing like this' }],
]

const TRAILS: [string, Record<string, string>][] = [
  ['first page', {}],
  ['one person', { person: 'Li Wei' }],
  ['refused', { outcome: 'refused' }],
  ['search, none matches', { text: 'nothing like this' }],
]

/** How long reading one page of history takes in the store, without its total, which is remembered; and the other queries. */
export async function queryTimes(databaseFile: string): Promise<Map<string, Spread>> {
  const store = openStore(databaseFile)
  const found = new Map<string, Spread>()
  for (const [name, asked] of LISTS) {
    const query = HistoryQuery.parse(asked)
    found.set(`query: ${name}`, await timed(() => readHistoryRows(store, query, HISTORY_PAGE_ROWS), RUNS))
  }
  found.set('query: filter choices', await timed(() => readHistoryChoices(store), RUNS))
  found.set('query: overview', await timed(() => listJobs(store), RUNS))
  found.set('query: installations with their last job', await timed(() => listInstallations(store), RUNS))
  found.set('query: chart', await timed(() => readDurations(store, INSTALLATION), RUNS))
  for (const [name, asked] of TRAILS) {
    const filter = AuditFilter.parse(asked)
    found.set(`audit: ${name}`, await timed(() => listAudit(store, filter, null), RUNS))
  }
  found.set('audit: filter choices', await timed(() => auditChoices(store), RUNS))
  found.set(
    'audit: whole chain verified',
    await timed(() => verifyTrail(store, { sealKey: null, now: new Date() }), { runs: 3, warmUps: 1 }),
  )
  await store.$disconnect()
  return found
}
