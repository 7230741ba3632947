import { say } from '../../../contract/said.ts'
import { inventoryDifferences } from '../../../domain/inventory-differences.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { RollbackContext, RollbackStep } from '../../context.ts'
import { type Backup, backupProblem } from '../../make-backup.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { requireCurrentJob } from '../../proofs/job-is-current.ts'
import { requireNoWriter } from '../../proofs/no-writer.ts'
import { foreignDatabases } from '../../proofs/own-tables.ts'
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

/** Asked right before each drop: what had been looked at may have changed while another database was restored. */
async function refuseForeign(metaDb: MetaDbWriter, backup: Backup, database: string): Promise<void> {
  const foreign = await foreignDatabases(metaDb, backup)
  if (foreign.includes(database)) throw new OperatorError('refused', say('errors.foreignDatabase', { databases: database }))
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
      await restoreSideBySide(
        context,
        backup,
        async ({ inventory }) => {
          const { database } = inventory
          const orphans = await metaDb.breakRestoreFence(database)
          if (orphans > 0) report.line(`${database}: ended ${orphans} sessions of an earlier restore`)
          await refuseForeign(metaDb, backup, database)
          await requireNoWriter(context)
          await metaDb.recreate(database, inventory)
          report.line(`${database}: dropped, created with ${inventory.characterSet} ${inventory.collation}`)
          return database
        },
        signal,
      )
    })
  },
  async verify(context, signal) {
    const backup = await restoreNeeded(context)
    if (backup === null) return holds(say('outcomes.nothingToRestore'))
    return await withMetaDb(context, async (metaDb) => {
      for (const { inventory } of backup.manifest.databases) {
        const [there] = await metaDb.existing([inventory.database])
        if (there === undefined) return failsForGood(say('outcomes.databaseMissing', { database: inventory.database }))
        const differences = inventoryDifferences(inventory, await metaDb.inventory(inventory.database, signal))
        if (differences.length > 0)
          return failsForGood(say('outcomes.restoreDiffers', { database: inventory.database }), differences.join('\n'))
      }
      const tables = backup.manifest.databases.reduce((sum, { inventory }) => sum + inventory.tables.length, 0)
      return holds(say('outcomes.restored', { databases: backup.manifest.databases.length, tables }))
    })
  },
}
