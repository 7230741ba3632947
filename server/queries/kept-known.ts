import { DatabaseNames, MetaDbAddress } from '../contract/installation.ts'
import type { JobStatus } from '../contract/job.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import type { KeptKnown } from '../domain/kept-gate.ts'
import { isSameServer } from '../domain/metadb-identity.ts'
import type { MadeDatabase } from '../procedure/facts.ts'
import { OCCUPYING } from './gate-facts.ts'

export interface KeptOfJob extends KeptKnown {
  notes: MadeDatabase[]
  installation: { id: string; name: string }
}

/** What the store knows of the databases that a job made; null where there is no such job. Archived installations count like others. */
export async function readKeptKnown(store: Store | Transaction, jobId: string): Promise<KeptOfJob | null> {
  const job = await store.upgradeJob.findUnique({
    where: { id: jobId },
    include: { installation: true, facts: { where: { name: 'madeDatabases' } } },
  })
  if (job === null) return null
  const rows = await store.installation.findMany({
    orderBy: { createdAt: 'asc' },
    include: { jobs: { where: { status: { in: OCCUPYING } }, select: { number: true } } },
  })
  const siteOf = ({ metaDbJson, metaDbIdentity }: { metaDbJson: string; metaDbIdentity: string | null }) => ({
    address: MetaDbAddress.parse(JSON.parse(metaDbJson)),
    identity: metaDbIdentity,
  })
  const here = siteOf(job.installation)
  const live = new Map<string, string>()
  for (const { name, databasesJson } of rows) {
    const { rm, cm, heartbeats } = DatabaseNames.parse(JSON.parse(databasesJson))
    for (const database of [rm, cm, ...heartbeats]) live.set(database.toLowerCase(), name)
  }
  const [busyWith = null] = rows
    .filter((row) => isSameServer(here, siteOf(row)))
    .flatMap(({ name, jobs }) => jobs.map(({ number }) => ({ number, installation: name })))
  const [noted] = job.facts
  return {
    job: job.status as JobStatus,
    installation: { id: job.installationId, name: job.installation.name },
    notes: noted === undefined ? [] : fromJson<MadeDatabase[]>(noted.valueJson),
    live,
    busyWith,
  }
}

/** The jobs of an installation that made databases, those whose run is open left out. */
export async function jobsWithNotes(
  store: Store,
  installationId: string,
): Promise<{ id: string; number: number; status: JobStatus; names: string[] }[]> {
  const facts = await store.fact.findMany({
    where: { name: 'madeDatabases', job: { installationId, status: { notIn: OCCUPYING } } },
    select: { valueJson: true, job: { select: { id: true, number: true, status: true } } },
    orderBy: { job: { number: 'asc' } },
  })
  return facts.flatMap(({ valueJson, job: { id, number, status } }) => {
    const names = fromJson<MadeDatabase[]>(valueJson).map(({ name }) => name)
    return names.length === 0 ? [] : [{ id, number, status: status as JobStatus, names }]
  })
}
