import type { JobStatus } from '../contract/job.ts'
import type { KeptChoice } from '../contract/kept-databases.ts'
import { type Said, type SaidKey, say } from '../contract/said.ts'
import { type BesideKind, isBesideNameOf } from './beside-name.ts'

interface Note {
  name: string
  of: string
  kind: BesideKind
}

/** What the panel knows of the databases that a job made, before it looks at the MetaDB. */
export interface KeptKnown {
  job: JobStatus
  notes: readonly Note[]
  /** Databases that an installation works on, in small letters, with its name. */
  live: ReadonlyMap<string, string>
  /** A job on the same MetaDB server whose run is open or waits for a decision. */
  busyWith: { number: number; installation: string } | null
}

export interface KeptSession {
  user: string
  host: string
  database: string
}

const no = (key: SaidKey, params?: Record<string, string | number>): KeptChoice => ({ allowed: false, reason: say(key, params) })

/** Why a database is never dropped, whatever the job's state; null where it may be. A name alone proves nothing: the note has to fit. */
export function whyItStays(name: string, { notes, live }: Pick<KeptKnown, 'notes' | 'live'>): Said | null {
  const note = notes.find((one) => one.name === name)
  if (note === undefined) return say('choices.kept.notNoted', { name })
  const installation = live.get(name.toLowerCase())
  if (installation !== undefined) return say('choices.kept.live', { name, installation })
  return isBesideNameOf(note) ? null : say('choices.kept.oddName', { name })
}

/**
 * Whether these databases, which exist, may be dropped now: the one answer for the button, the service, and each drop. `emptyLive`: live
 * databases without a table, of which these hold tables.
 */
export function keptGate(
  known: KeptKnown,
  databases: readonly string[],
  sessions: readonly KeptSession[],
  emptyLive: readonly string[],
): KeptChoice {
  const { job, busyWith } = known
  if (job !== 'finalized') return no('choices.kept.notFinalized')
  if (busyWith !== null) return no('choices.kept.busy', busyWith)
  if (databases.length === 0) return no('choices.kept.gone')
  for (const name of databases) {
    const reason = whyItStays(name, known)
    if (reason !== null) return { allowed: false, reason }
  }
  // A swap that a person ended half-way: both sides of it are beside the live database.
  if (emptyLive.length > 0) return no('choices.kept.onlyCopy', { live: emptyLive.join(', '), count: emptyLive.length })
  if (sessions.length > 0) {
    const who = [...new Set(sessions.map(({ user, host, database }) => `${user}@${host} (${database})`))].join(', ')
    return no('choices.kept.inUse', { count: sessions.length, who })
  }
  return { allowed: true, consequence: say('choices.kept.does', { count: databases.length }) }
}
