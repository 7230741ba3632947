import { say } from '../../../contract/said.ts'
import type { SavedDatabase } from '../../../domain/databases/backup-manifest.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { RollbackContext, RollbackStep } from '../../context.ts'
import { createObjects } from '../../create-objects.ts'
import { type Backup, backupProblem } from '../../make-backup.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { compareWithBackup } from '../../proofs/databases-equal.ts'
import { requireCurrentJob } from '../../proofs/job-is-current.ts'
import { requireNoWriter } from '../../proofs/no-writer.ts'
import { assertOmsDatabases, tablesOf } from '../../proofs/oms-databases.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { restoreSideBySide } from '../../restore-side-by-side.ts'
import { ownStatements, stateOfSwap } from '../../swap.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** No database is dropped unless it is OMS's own, its dump was read whole just now, and nothing that could write to it runs. */
async function refuseUnsafeDrop(context: RollbackContext, backup: Backup, signal: AbortSignal): Promise<void> {
  await requireCurrentJob(context)
  const problem = await backupProblem(context, backup, signal)
  if (problem !== null) throw new OperatorError('refused', problem.said, problem.raw === undefined ? {} : { raw: problem.raw })
  await requireNoWriter(context)
}

/** Empty and ready to be filled. What an earlier attempt still writes is ended first, and what was looked at is looked at once more. */
async function makeEmpty(
  context: RollbackContext,
  metaDb: MetaDbWriter,
  { backup, saved: { inventory, structure } }: { backup: Backup; saved: SavedDatabase },
): Promise<string> {
  const { database, characterSet, collation } = inventory
  const orphans = await metaDb.breakRestoreFence(database)
  if (orphans > 0) context.report.line(`${database}: ended ${orphans} sessions of an earlier restore`)
  await assertOmsDatabases(metaDb, context.installation, tablesOf(backup))
  await requireNoWriter(context)
  await metaDb.recreate(database, { characterSet, collation, options: structure?.options })
  context.report.line(`${database}: dropped, created with ${characterSet} ${collation}`)
  return database
}

/** Steps 9.3 and 9.4 of the document. Always restored once a new container has run: a changed schema can leave every row as it was. */
export const restoreDatabases: RollbackStep = {
  id: 'restore-databases',
  source: '3.4.0 single-node, steps 9.3 and 9.4',
  phase: 'window',
  changes: 'metadb',
  undoneBy: say('steps.undo.safetyDump'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 6 * 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const { facts, report } = context
    const backup = await restoreNeeded(context)
    if (backup === null) return
    await refuseUnsafeDrop(context, backup, signal)
    await changeMetaDb(context, async (metaDb) => {
      const ended = await metaDb.endOwn(await ownStatements(context), signal)
      if (ended > 0) report.line(`ended ${ended} statements of an earlier attempt`)
      if ((await stateOfSwap(metaDb, await facts.get('swap'))) !== 'before')
        throw new OperatorError('conflict', say('errors.alreadySwapped'))
      await assertOmsDatabases(metaDb, context.installation, tablesOf(backup))
      await restoreSideBySide(context, backup, (saved) => makeEmpty(context, metaDb, { backup, saved }), signal)
      await createObjects(
        metaDb,
        backup.manifest.databases.flatMap(({ structure }) => structure ?? []),
      )
    })
  },
  async verify(context, signal) {
    const backup = await restoreNeeded(context)
    if (backup === null) return holds(say('outcomes.nothingToRestore'))
    return await withMetaDb(context, async (metaDb) => {
      const weak = []
      for (const saved of backup.manifest.databases) {
        const { database } = saved.inventory
        const [there] = await metaDb.existing([database])
        if (there === undefined) return failsForGood(say('outcomes.databaseMissing', { database }))
        const compared = await compareWithBackup(metaDb, saved, signal)
        if (compared.differences.length > 0)
          return failsForGood(say('outcomes.restoreDiffers', { database }), compared.differences.map(inEnglish).join('\n'))
        weak.push(...compared.weak)
      }
      for (const said of weak) context.report.line(`weak proof: ${inEnglish(said)}`)
      await context.facts.replace('restoredWeakly', weak)
      const tables = backup.manifest.databases.reduce((sum, { inventory }) => sum + inventory.tables.length, 0)
      return holds(say('outcomes.restored', { databases: backup.manifest.databases.length, tables }))
    })
  },
}
