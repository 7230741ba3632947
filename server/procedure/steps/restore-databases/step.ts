import { say } from '../../../contract/said.ts'
import type { SavedDatabase } from '../../../domain/databases/backup-manifest.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { isStopped } from '../../../domain/is-stopped.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { RollbackContext, RollbackStep } from '../../context.ts'
import { createObjects } from '../../create-objects.ts'
import { type Backup, backupProblem } from '../../make-backup.ts'
import { ownContainer } from '../../own-container.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { compareWithBackup } from '../../proofs/databases-equal.ts'
import { assertOmsDatabases } from '../../proofs/oms-databases.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { restoreSideBySide } from '../../restore-side-by-side.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

/** No database is dropped unless its dump was read whole just now and nothing that could write to it runs. */
async function refuseUnsafeDrop(context: RollbackContext, backup: Backup, signal: AbortSignal): Promise<void> {
  const { world, plan } = context
  const problem = await backupProblem(context, backup, signal)
  if (problem !== null) throw new OperatorError('refused', problem.said, problem.raw === undefined ? {} : { raw: problem.raw })
  for (const container of [await ownContainer(context), await world.docker.container(plan.node.oldContainer.id)]) {
    if (container !== undefined && container !== 'missing' && !isStopped(container.state)) {
      throw new OperatorError('refused', say('outcomes.containerNotStopped', { name: container.name, state: container.state }))
    }
  }
}

/** Empty and ready to be filled. What an earlier attempt still writes is ended first. */
async function makeEmpty({ report }: RollbackContext, metaDb: MetaDbWriter, { inventory }: SavedDatabase): Promise<string> {
  const { database, characterSet, collation } = inventory
  const orphans = await metaDb.breakRestoreFence(database)
  if (orphans > 0) report.line(`${database}: ended ${orphans} sessions of an earlier restore`)
  await metaDb.recreate(database, inventory)
  report.line(`${database}: dropped, created with ${characterSet} ${collation}`)
  return database
}

/** Steps 9.3 and 9.4 of the document. A database whose restore died half-way is begun afresh; one that is whole stays. */
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
    const backup = await restoreNeeded(context)
    if (backup === null) return
    await refuseUnsafeDrop(context, backup, signal)
    await changeMetaDb(context, async (metaDb) => {
      const ofBackup = backup.manifest.databases.map(
        ({ inventory }) => [inventory.database, new Set(inventory.tables.map(({ name }) => name))] as const,
      )
      await assertOmsDatabases(metaDb, context.installation, new Map(ofBackup))
      await restoreSideBySide(context, backup, (saved) => makeEmpty(context, metaDb, saved), signal)
      for (const { structure } of backup.manifest.databases) if (structure !== null) await createObjects(metaDb, structure)
    })
  },
  async verify(context, signal) {
    const backup = await restoreNeeded(context)
    if (backup === null) return holds(say('outcomes.nothingToRestore'))
    return await withMetaDb(context, async (metaDb) => {
      for (const saved of backup.manifest.databases) {
        const { database } = saved.inventory
        const [there] = await metaDb.existing([database])
        if (there === undefined) return failsForGood(say('outcomes.databaseMissing', { database }))
        const { differences, weak } = await compareWithBackup(metaDb, saved, signal)
        if (differences.length > 0) return failsForGood(say('outcomes.restoreDiffers', { database }), differences.map(inEnglish).join('\n'))
        for (const said of weak) context.report.line(`weak proof: ${inEnglish(said)}`)
      }
      const tables = backup.manifest.databases.reduce((sum, { inventory }) => sum + inventory.tables.length, 0)
      return holds(say('outcomes.restored', { databases: backup.manifest.databases.length, tables }))
    })
  },
}
