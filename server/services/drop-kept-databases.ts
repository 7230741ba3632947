import { setTimeout as pause } from 'node:timers/promises'
import type { DropKeptInput } from '../contract/kept-databases.ts'
import { say } from '../contract/said.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { inEnglish } from '../domain/in-english.ts'
import { type KeptSession, keptGate, whyItStays } from '../domain/kept-gate.ts'
import { OperatorError } from '../errors.ts'
import type { MetaDbLogin, MetaDbReader } from '../procedure/ports/metadb.ts'
import { type KeptOfJob, readKeptKnown } from '../queries/kept-known.ts'
import { briefPermit } from './brief-permit.ts'
import { emptyLive } from './look-at-kept.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

// OceanBase: another session may still see a dropped database for a moment.
const GONE_WITHIN_MS = 5000
const POLL_MS = 100

const reviewAgain = { hint: say('errors.reviewAgain') }

async function known(store: Store | Transaction, jobId: string): Promise<KeptOfJob> {
  const found = await readKeptKnown(store, jobId)
  if (found === null) throw new OperatorError('not-found', say('errors.noJob'))
  return found
}

function requireAllowed(facts: KeptOfJob, names: string[], { sessions, empty }: { sessions: KeptSession[]; empty: string[] }): void {
  const choice = keptGate(facts, names, sessions, empty)
  if (!choice.allowed) throw new OperatorError('conflict', choice.reason, reviewAgain)
}

/** Who is dropping the databases of a job in this process. */
const underWay = new Map<string, string>()

async function alone<T>(jobId: string, name: string, work: () => Promise<T>): Promise<T> {
  const other = underWay.get(jobId)
  if (other !== undefined) throw new OperatorError('conflict', say('choices.kept.underWay', { name: other }), reviewAgain)
  underWay.set(jobId, name)
  try {
    return await work()
  } finally {
    underWay.delete(jobId)
  }
}

interface Target {
  jobId: string
  login: MetaDbLogin
}

/** One drop under a permit of its own: the ones before it may have taken minutes, so the gate is asked again. */
async function dropOne({ store, world }: ServiceContext, metaDb: MetaDbReader, { jobId, login }: Target, name: string): Promise<void> {
  const facts = await known(store, jobId)
  const seen = { sessions: await metaDb.sessions([name]), empty: await emptyLive(metaDb, facts.notes, [name]) }
  requireAllowed(facts, [name], seen)
  const writer = await world.writers(briefPermit()).metaDbs.open(login)
  try {
    await writer.dropBeside(name)
  } finally {
    await writer.close()
  }
}

/** Tries each database; one that is locked or refused leaves the others possible. What was in the way, in order. */
async function dropAll(context: ServiceContext, metaDb: MetaDbReader, target: Target, names: string[]): Promise<unknown[]> {
  const causes: unknown[] = []
  for (const name of names) {
    try {
      await dropOne(context, metaDb, target, name)
    } catch (cause) {
      causes.push(cause)
      const isAboutOne = cause instanceof OperatorError && (cause.problem.code === 'timeout' || cause.problem.code === 'refused')
      if (!isAboutOne) break
    }
  }
  return causes
}

async function whatRemains(metaDb: MetaDbReader, names: string[], wasRefused: boolean): Promise<string[]> {
  let remaining = await metaDb.existing(names)
  for (const begun = performance.now(); remaining.length > 0 && !wasRefused && performance.now() - begun < GONE_WITHIN_MS; ) {
    await pause(POLL_MS)
    remaining = await metaDb.existing(names)
  }
  return remaining
}

function refusal(causes: unknown[], dropped: string[], remaining: string[]): unknown {
  const [first] = causes
  if (first !== undefined && (dropped.length === 0 || !(first instanceof OperatorError))) return first
  const raw = causes.flatMap((cause) => (cause instanceof OperatorError ? [cause.problem.raw ?? inEnglish(cause.problem.said)] : []))
  return new OperatorError('refused', say('choices.kept.notAll', { count: dropped.length, remaining: remaining.join(', ') }), {
    ...reviewAgain,
    ...(raw.length > 0 && { raw: raw.join('\n') }),
  })
}

/**
 * Drops databases that the panel made for a finalized job, and looks whether they are gone. Only names that the job noted; those that
 * somebody dropped meanwhile are left out. Safe to repeat. Codes: not-found, conflict, bad-input, refused, and what the MetaDB answers.
 */
export async function dropKeptDatabases(context: ServiceContext, input: DropKeptInput): Promise<{ dropped: string[]; gone: string[] }> {
  const { jobId, installationName } = input
  const { store, world, actor } = context
  const names = [...new Set(input.names)]
  const { installation, notes } = await known(store, jobId)
  return await alone(jobId, actor.name, async () => {
    const { metaDb: login } = await openInstallation(context, installation.id)
    const about = { actor, subject: jobId, installationId: installation.id }
    const revised = { where: { id: jobId }, data: { revision: { increment: 1 } } }
    const metaDb = await world.metaDbs.open(login)
    try {
      const present = await metaDb.existing(names)
      const seen = { sessions: await metaDb.sessions(present), empty: await emptyLive(metaDb, notes, present) }
      await transact(store, async (tx) => {
        // First a write, so that a run that is started at this moment is seen here, or begins after it.
        await tx.upgradeJob.update(revised)
        const facts = await known(tx, jobId)
        for (const name of names) {
          const reason = whyItStays(name, facts)
          if (reason !== null) throw new OperatorError('conflict', reason, reviewAgain)
        }
        requireAllowed(facts, present, seen)
        const { name } = facts.installation
        if (installationName !== name)
          throw new OperatorError('bad-input', say('errors.wrongInstallationName', { name }), { field: 'installationName' })
        const detail = { databases: present, metaDb: `${login.host}:${login.port}` }
        await recordAudit(tx, { ...about, at: world.clock.now(), action: 'leftover.drop-databases', detail })
      })
      const causes = await dropAll(context, metaDb, { jobId, login }, present)
      const remaining = await whatRemains(metaDb, present, causes.length > 0)
      const dropped = present.filter((name) => !remaining.includes(name))
      await transact(store, async (tx) => {
        await tx.upgradeJob.update(revised)
        if (dropped.length === 0) return
        const detail = { dropped, remaining }
        await recordAudit(tx, { ...about, at: world.clock.now(), action: 'leftover.drop-databases.proven', detail })
      })
      if (remaining.length > 0) throw refusal(causes, dropped, remaining)
      return { dropped, gone: names.filter((name) => !present.includes(name)) }
    } finally {
      await metaDb.close()
    }
  })
}
