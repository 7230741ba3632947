import path from 'node:path'
import { say } from '../../../contract/said.ts'
import { byteSize } from '../../../domain/byte-size.ts'
import { inventoryDifferences } from '../../../domain/inventory-differences.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { Acting, RollbackContext, RollbackStep } from '../../context.ts'
import { type Backup, backupProblem } from '../../make-backup.ts'
import { ownContainer } from '../../own-container.ts'
import type { BackupManifest } from '../../ports/backups.ts'
import type { MetaDbWriter } from '../../ports/metadb.ts'
import { restoreNeeded } from '../../restore-needed.ts'
import { changeMetaDb, withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

type Saved = BackupManifest['databases'][number]

/** No database is dropped unless its dump was read whole just now and nothing that could write to it runs. */
async function refuseUnsafeDrop(context: RollbackContext, backup: Backup, signal: AbortSignal): Promise<void> {
  const { world, plan } = context
  const problem = await backupProblem(context, backup, signal)
  if (problem !== null) throw new OperatorError('refused', problem.said, problem.raw === undefined ? {} : { raw: problem.raw })
  for (const container of [await ownContainer(context), await world.docker.container(plan.node.oldContainer.id)]) {
    if (container !== undefined && container !== 'missing' && container.state === 'running') {
      throw new OperatorError('refused', say('outcomes.containerNotStopped', { name: container.name, state: container.state }))
    }
  }
}

async function restoreOne(
  context: Acting<RollbackContext>,
  metaDb: MetaDbWriter,
  backup: Backup,
  { inventory, dump, objects }: Saved,
  onBytes: (read: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { writers, installation, report } = context
  const { database } = inventory
  const orphans = await metaDb.breakRestoreFence(database)
  if (orphans > 0) report.line(`${database}: ended ${orphans} sessions of an earlier restore`)
  const [there] = await metaDb.existing([database])
  if (there !== undefined && inventoryDifferences(inventory, await metaDb.inventory(database, signal)).length === 0) {
    report.line(`${database} is already as it was at the backup`)
    return onBytes(dump.bytes)
  }
  await metaDb.recreate(database, inventory)
  report.line(`${database}: dropped, created with ${inventory.characterSet} ${inventory.collation}`)
  const options = { onLine: (text: string) => report.line(text, 'stderr'), signal }
  await writers.backups.restore(
    installation.metaDb,
    { database, file: path.join(backup.folder, dump.file) },
    { ...options, onProgress: onBytes },
  )
  if (objects !== null) {
    await writers.backups.restore(
      installation.metaDb,
      { database, file: path.join(backup.folder, objects.file) },
      { ...options, onProgress: () => {} },
    )
  }
  report.line(`${database}: restored ${byteSize(dump.bytes)} from ${dump.file}`)
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
    const read = new Map<string, number>()
    const total = backup.manifest.databases.reduce((sum, { dump }) => sum + dump.bytes, 0)
    await changeMetaDb(context, async (metaDb) => {
      const all = backup.manifest.databases.map((saved) =>
        restoreOne(
          context,
          metaDb,
          backup,
          saved,
          (bytes) => {
            read.set(saved.inventory.database, bytes)
            context.report.progress({ done: [...read.values()].reduce((sum, part) => sum + part, 0), total, unit: 'bytes' })
          },
          signal,
        ),
      )
      const failed = (await Promise.allSettled(all)).find((result) => result.status === 'rejected')
      if (failed !== undefined) throw failed.reason
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
