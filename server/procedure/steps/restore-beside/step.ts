import { say } from '../../../contract/said.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import type { Backup } from '../../make-backup.ts'
import { makeBeside } from '../../make-beside.ts'
import { neededFact } from '../../needed-fact.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { compareCopy, definitionsOf } from '../../proofs/copy-equal.ts'
import { restoreSideBySide } from '../../restore-side-by-side.ts'
import { ownStatements, stateOfSwap } from '../../swap.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** Copies of an earlier attempt are given up; a restore that still writes into one was ended before. */
async function dropEarlierCopies({ facts, report }: RollbackContext, metaDb: MetaDbWriter): Promise<void> {
  for (const { name } of ((await facts.get('madeDatabases')) ?? []).filter(({ kind }) => kind === 'new')) {
    if ((await metaDb.existing([name])).length === 0) continue
    await metaDb.dropBeside(name)
    report.line(`dropped ${name}, the copy of an earlier attempt`)
  }
}

/** Stored objects come back in the live databases, after the swap: in a copy they would run, and views would keep the copy's name. */
async function removeObjects(metaDb: MetaDbWriter, copy: string): Promise<void> {
  const { objects } = await metaDb.structure(copy)
  for (const object of [...objects].reverse()) await metaDb.dropObject(copy, object)
}

async function build(context: Acting<RollbackContext>, metaDb: MetaDbWriter, backup: Backup, signal: AbortSignal): Promise<void> {
  const { facts } = context
  const copies = new Map<string, string>()
  // Names are noted one after the other, before any restore begins.
  for (const { inventory } of backup.manifest.databases) copies.set(inventory.database, await makeBeside(context, metaDb, inventory, 'new'))
  const copyOf = (database: string) => copies.get(database) ?? ''
  await restoreSideBySide(context, backup, async ({ inventory }) => copyOf(inventory.database), signal)
  const expected = []
  for (const saved of backup.manifest.databases) {
    const { database } = saved.inventory
    expected.push(await definitionsOf(metaDb, saved, copyOf(database)))
    await removeObjects(metaDb, copyOf(database))
  }
  const databases = [...copies].map(([database, copy]) => ({ database, copy, kept: null }))
  // Of an attempt that had begun to drop what stands beside the live tables.
  const before = await facts.get('swap')
  const kept = { replaced: before?.replaced ?? null, ...(before?.grants !== undefined && { grants: before.grants }) }
  await facts.replace('swap', { databases, expected, rows: {}, provenAt: null, weak: [], ...kept, tables: null })
}

/** Step 9.4 of the document, beside the live databases: nothing is replaced before its replacement is proven. OMS may still run. */
export const restoreBeside: RollbackStep = {
  id: 'restore-beside',
  source: '3.4.0 single-node, step 9.4',
  phase: 'before',
  changes: 'metadb',
  undoneBy: say('steps.undo.copiesDropped'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: () => 12 * 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const backup = await neededFact(context.facts, 'backup')
    await changeMetaDb(context, async (metaDb) => {
      const ended = await metaDb.endOwn(await ownStatements(context), signal)
      if (ended > 0) context.report.line(`ended ${ended} statements of an earlier attempt`)
      if ((await stateOfSwap(metaDb, await context.facts.get('swap'))) !== 'before')
        throw new OperatorError('conflict', say('errors.alreadySwapped'))
      await dropEarlierCopies(context, metaDb)
      await build(context, metaDb, backup, signal)
    })
  },
  async verify(context, signal) {
    const { facts, world, report } = context
    const backup = await neededFact(facts, 'backup')
    const swap = await facts.get('swap')
    if (swap?.expected == null) return failsForGood(say('outcomes.copiesMissing'))
    const weak = []
    const rows: (typeof swap)['rows'] = {}
    const copies = swap.databases.map(({ copy }) => copy)
    const writes = await withMetaDb(context, (metaDb) => metaDb.lastWrites(copies, { settled: true }, signal))
    for (const saved of backup.manifest.databases) {
      const { database } = saved.inventory
      const copy = swap.databases.find((one) => one.database === database)?.copy
      const expected = swap.expected.find((one) => one.database === database)
      if (copy === undefined || expected === undefined) return failsForGood(say('outcomes.copiesMissing'))
      const found = await withMetaDb(context, async (metaDb) =>
        (await metaDb.existing([copy])).length === 0 ? null : await compareCopy(metaDb, { saved, copy, expected }, signal),
      )
      if (found === null) return failsForGood(say('outcomes.copiesMissing'))
      if (found.differences.length > 0)
        return failsForGood(say('outcomes.copyDiffers', { database, copy }), found.differences.map(inEnglish).join('\n'))
      weak.push(...found.weak)
      rows[database] = found.rows
    }
    for (const said of weak) report.line(`weak proof: ${inEnglish(said)}`)
    await facts.replace('swap', { ...swap, rows, writes, weak, provenAt: world.clock.now().toISOString() })
    const tables = backup.manifest.databases.reduce((sum, { inventory }) => sum + inventory.tables.length, 0)
    const params = { databases: backup.manifest.databases.length, tables, count: weak.length }
    return holds(say(weak.length > 0 ? 'outcomes.copiesProvenWeakly' : 'outcomes.copiesProven', params))
  },
}
