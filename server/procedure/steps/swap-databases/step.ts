import { say } from '../../../contract/said.ts'
import { joined } from '../../../domain/databases/comparison.ts'
import type { StoredObject, Structure } from '../../../domain/databases/structure.ts'
import { structureDifferences, tableDifferences } from '../../../domain/databases/structure-differences.ts'
import { writtenSince } from '../../../domain/databases/written-since.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { swapMoves } from '../../../domain/swap-state.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import { createObjects, inTheWay } from '../../create-objects.ts'
import type { Swap } from '../../facts.ts'
import { makeBeside } from '../../make-beside.ts'
import { neededFact } from '../../needed-fact.ts'
import type { MetaDbReader, MetaDbWriter } from '../../ports/metadb.ts'
import { compareCopy } from '../../proofs/copy-equal.ts'
import { requireCurrentJob } from '../../proofs/job-is-current.ts'
import { requireNoWriter } from '../../proofs/no-writer.ts'
import { countsDiffer } from '../../proofs/row-counts.ts'
import { grantAgain, grantsNotProven } from '../../routine-grants.ts'
import { ownStatements, stateOfSwap, swapTriples } from '../../swap.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

// Locks of other sessions are waited for so long, with OMS down; then the panel says who holds them.
const RENAME_SECONDS = 30

async function provenSwap({ facts }: Pick<RollbackContext, 'facts'>): Promise<Swap & { expected: Structure[] }> {
  const swap = await neededFact(facts, 'swap')
  const { expected, provenAt } = swap
  if (expected === null || provenAt === null) throw new OperatorError('conflict', say('outcomes.copiesMissing'))
  return { ...swap, expected }
}

async function requireCopy(metaDb: MetaDbReader, { database, copy }: { database: string; copy: string }): Promise<void> {
  if ((await metaDb.existing([copy])).length === 0) throw new OperatorError('refused', say('outcomes.copyGone', { database, copy }))
}

/** Contents were proven when the copies were made: what was written to since, as far as the server tells, is proven once more. */
async function proveWrittenCopies(
  { facts, report }: RollbackContext,
  metaDb: MetaDbReader,
  swap: Swap & { expected: Structure[] },
  signal: AbortSignal,
): Promise<void> {
  if (swap.writes === undefined) return
  const now = await metaDb.lastWrites(
    swap.databases.map(({ copy }) => copy),
    { settled: false },
    signal,
  )
  const written = writtenSince(swap.writes, now)
  if (written.length === 0) return
  report.line(`written to since the proof, or the MetaDB started anew: ${written.join(', ')}; proving the copies once more`)
  const { manifest } = await neededFact(facts, 'backup')
  for (const saved of manifest.databases) {
    const { database } = saved.inventory
    const copy = swap.databases.find((one) => one.database === database)?.copy
    const expected = swap.expected.find((one) => one.database === database)
    if (copy === undefined || expected === undefined) throw new OperatorError('refused', say('outcomes.copiesMissing'))
    const { differences } = await compareCopy(metaDb, { saved, copy, expected }, signal)
    if (differences.length > 0)
      throw new OperatorError('refused', say('outcomes.copyChanged', { database, copy }), { raw: differences.map(inEnglish).join('\n') })
  }
}

/** Since the proof nobody may have used the copies, and they are still made of the same. */
async function refuseTouchedCopies(metaDb: MetaDbReader, swap: Swap & { expected: Structure[] }): Promise<void> {
  const sessions = await metaDb.sessions(swap.databases.map(({ copy }) => copy))
  if (sessions.length > 0) {
    const raw = sessions.map(({ id, user, host, database }) => `session ${id}: ${user}@${host} ${database}`).join('\n')
    throw new OperatorError('refused', say('outcomes.copiesInUse', { count: sessions.length }), { raw })
  }
  for (const { database, copy } of swap.databases) {
    const expected = swap.expected.find((one) => one.database === database)
    if (expected === undefined) throw new OperatorError('refused', say('outcomes.copiesMissing'))
    await requireCopy(metaDb, { database, copy })
    const { differences } = tableDifferences(expected, { ...(await metaDb.structure(copy)), database })
    if (differences.length > 0) {
      throw new OperatorError('refused', say('outcomes.copyDiffers', { database, copy }), { raw: differences.map(inEnglish).join('\n') })
    }
  }
}

/** What an attempt that died had dropped already is in the note that it left. */
function merged(before: Structure | undefined, now: Structure): Structure {
  const known = new Set(now.objects.map(({ kind, name }) => `${kind} ${name}`))
  const gone = (before?.objects ?? []).filter(({ kind, name }: StoredObject) => !known.has(`${kind} ${name}`))
  return { ...now, objects: [...gone, ...now.objects] }
}

/** Up to the moment at which tables move: what goes is written down, what would keep tables from moving is taken away. */
async function prepare(context: Acting<RollbackContext>, metaDb: MetaDbWriter, swap: Swap): Promise<Swap> {
  const { facts, report } = context
  let next = swap
  for (const { database } of swap.databases) {
    const [there] = await metaDb.existing([database])
    if (there === undefined) {
      const expected = swap.expected?.find((one) => one.database === database)
      if (expected === undefined) throw new OperatorError('conflict', say('outcomes.copiesMissing'))
      await metaDb.createBeside(database, expected)
      report.line(`${database} was not there: created`)
    }
  }
  const replaced: Structure[] = []
  for (const { database } of swap.databases) {
    replaced.push(
      merged(
        swap.replaced?.find((one) => one.database === database),
        await metaDb.structure(database),
      ),
    )
  }
  const databases = []
  for (const one of swap.databases) {
    const live = replaced.find(({ database }) => database === one.database)
    if (live === undefined) throw new Error(`nothing was read of ${one.database}`)
    const isThere = one.kept !== null && (await metaDb.existing([one.kept])).length > 0
    databases.push({ ...one, kept: isThere ? one.kept : await makeBeside(context, metaDb, live, 'kept') })
  }
  // Noted once: what an attempt that died had dropped is gone from the server.
  const grants = swap.grants === undefined ? await metaDb.routineGrants(databases.map(({ database }) => database)) : swap.grants
  next = { ...swap, databases, replaced, grants, tables: null }
  await facts.replace('swap', next)
  // A trigger keeps its table from moving, a view would point at what is kept.
  for (const { database } of databases) {
    const structure = await metaDb.structure(database)
    const { objects } = structure
    const expected = swap.expected?.find((one) => one.database === database)
    for (const object of inTheWay(structure, expected ?? { objects: [] })) {
      // No undo brings it back: its text, as far as the server gives one, is in the log.
      report.line(`${database}: removed ${object.kind} ${object.name}, which cannot be created again: ${object.raw ?? ''}`)
      await metaDb.dropObject(database, object)
    }
    for (const object of [...objects].reverse()) await metaDb.dropObject(database, object)
    if (objects.length > 0) report.line(`${database}: ${objects.length} views, triggers, routines and events noted and removed`)
  }
  const places = await metaDb.tables(databases.flatMap(({ database, copy }) => [database, copy]))
  next = {
    ...next,
    tables: databases.map(({ database, copy }) => ({ database, out: places.get(database) ?? [], in: places.get(copy) ?? [] })),
  }
  await facts.replace('swap', next)
  return next
}

async function swapIn(context: Acting<RollbackContext>, metaDb: MetaDbWriter, signal: AbortSignal): Promise<void> {
  const { report } = context
  let swap: Swap = await provenSwap(context)
  const before = await stateOfSwap(metaDb, swap)
  if (before === 'mixed') throw new OperatorError('refused', say('outcomes.swapMixed'))
  if (before === 'before') {
    await refuseTouchedCopies(metaDb, await provenSwap(context))
    await proveWrittenCopies(context, metaDb, await provenSwap(context), signal)
    swap = await prepare(context, metaDb, swap)
  }
  const triples = swapTriples(swap)
  if (triples === null) throw new OperatorError('conflict', say('outcomes.copiesMissing'))
  if (before === 'out') for (const triple of triples) await requireCopy(metaDb, triple)
  if (before !== 'in') {
    const statements = await metaDb.swapTables(swapMoves(triples, before), { deadlineSeconds: RENAME_SECONDS, signal })
    const count = triples.reduce((sum, triple) => sum + triple.in.length, 0)
    report.line(`${count} tables changed places in ${statements} statement${statements === 1 ? '' : 's'}`)
  }
  const { expected } = await provenSwap(context)
  for (const one of expected) await metaDb.setDefaults(one.database, one)
  await createObjects(metaDb, expected)
  await grantAgain(context, metaDb, swap.grants, expected)
  const objects = expected.reduce((sum, one) => sum + one.objects.length, 0)
  report.line(`database options set, ${objects} views, triggers, routines and events created`)
}

/**
 * Steps 9.3 and 9.4 of the document in one stroke: the proven copies take the places of the live databases, which stay under another
 * name. Where it stands is found by looking where the tables are, so a kill at any moment is finished or can be undone.
 */
export const swapDatabases: RollbackStep = {
  id: 'swap-databases',
  source: '3.4.0 single-node, steps 9.3 and 9.4',
  phase: 'window',
  changes: 'metadb',
  undoneBy: say('steps.undo.swapBack'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 1800,
  settleSeconds: 0,
  async run(context, signal) {
    await requireCurrentJob(context)
    await requireNoWriter(context)
    await changeMetaDb(context, async (metaDb) => {
      const ended = await metaDb.endOwn(await ownStatements(context), signal)
      if (ended > 0) context.report.line(`ended ${ended} statements of an earlier attempt`)
      await swapIn(context, metaDb, signal)
    })
  },
  async verify(context, signal) {
    const swap = await provenSwap(context)
    return await withMetaDb(context, async (metaDb) => {
      const state = await stateOfSwap(metaDb, swap)
      if (state === 'mixed') return failsForGood(say('outcomes.swapMixed'))
      if (swap.tables === null || state !== 'in') return failsForGood(say(state === 'out' ? 'outcomes.swapHalf' : 'outcomes.notSwapped'))
      const compared = []
      for (const expected of swap.expected) compared.push(structureDifferences(expected, await metaDb.structure(expected.database)))
      const { differences, weak } = joined(...compared, { differences: await countsDiffer(metaDb, swap.rows, signal), weak: swap.weak })
      if (differences.length > 0) return failsForGood(say('outcomes.swappedDiffers'), differences.map(inEnglish).join('\n'))
      weak.push(...(await grantsNotProven(metaDb, swap.grants, swap.expected)))
      await context.facts.replace('swap', { ...swap, weakAfter: weak })
      const tables = swap.tables.reduce((sum, one) => sum + one.in.length, 0)
      const kept = swap.databases.map((one) => one.kept).join(', ')
      const params = { databases: swap.databases.length, tables, kept, count: weak.length }
      return holds(say(weak.length > 0 ? 'outcomes.swappedWeakly' : 'outcomes.swapped', params))
    })
  },
}
