import type { InstallationKept, KeptReading } from '../contract/kept-databases.ts'
import { say } from '../contract/said.ts'
import { keptGate, whyItStays } from '../domain/kept-gate.ts'
import { OperatorError } from '../errors.ts'
import type { MadeDatabase } from '../procedure/facts.ts'
import { jobsWithNotes, readKeptKnown } from '../queries/kept-known.ts'
import { emptyLive, lookAtKept, sumOfBytes } from './look-at-kept.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** What the MetaDB says of these databases now. */
async function lookNow(context: ServiceContext, installationId: string, names: string[], notes: MadeDatabase[] = []) {
  const { metaDb: login } = await openInstallation(context, installationId)
  const metaDb = await context.world.metaDbs.open(login)
  try {
    const seen = await lookAtKept(metaDb, names)
    return { address: `${login.host}:${login.port}`, ...seen, emptyLive: await emptyLive(metaDb, notes, names) }
  } finally {
    await metaDb.close()
  }
}

/** The databases that the panel made for a job, read from the MetaDB now. Codes: not-found, and what the MetaDB answers. */
export async function readKeptDatabases(context: ServiceContext, jobId: string): Promise<KeptReading> {
  const { store, world } = context
  const known = await readKeptKnown(store, jobId)
  if (known === null) throw new OperatorError('not-found', say('errors.noJob'))
  const { notes, installation } = known
  const at = world.clock.now().toISOString()
  if (notes.length === 0)
    return { at, address: '', noted: 0, databases: [], unseen: [], seesSessions: true, choice: keptGate(known, [], [], []) }
  const seen = await lookNow(
    context,
    installation.id,
    notes.map(({ name }) => name),
    notes,
  )
  const databases = seen.databases.flatMap((one) => {
    const note = notes.find(({ name }) => name === one.name)
    return note === undefined ? [] : [{ ...one, of: note.of, kind: note.kind, stays: whyItStays(one.name, known) }]
  })
  const free = databases.filter(({ stays }) => stays === null).map(({ name }) => name)
  const sessions = seen.sessions.filter(({ database }) => free.includes(database))
  const { address, unseen, seesSessions } = seen
  return { at, address, noted: notes.length, databases, unseen, seesSessions, choice: keptGate(known, free, sessions, seen.emptyLive) }
}

/** The jobs of an installation that still keep databases on the MetaDB. Codes: not-found, and what the MetaDB answers. */
export async function readInstallationKept(context: ServiceContext, installationId: string): Promise<InstallationKept> {
  const { store, world } = context
  const at = world.clock.now().toISOString()
  const noted = await jobsWithNotes(store, installationId)
  if (noted.length === 0) return { at, jobs: [] }
  const { databases } = await lookNow(
    context,
    installationId,
    noted.flatMap(({ names }) => names),
  )
  const jobs = noted.flatMap(({ id, number, status, names }) => {
    const kept = databases.filter(({ name }) => names.includes(name))
    return kept.length === 0 ? [] : [{ id, number, status, databases: kept.length, bytes: sumOfBytes(kept) }]
  })
  return { at, jobs }
}
