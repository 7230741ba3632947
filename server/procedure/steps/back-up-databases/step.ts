import { say } from '../../../contract/said.ts'
import { byteSize } from '../../../domain/byte-size.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { backupFolderOf } from '../../backup-folder.ts'
import type { UpgradeStep } from '../../context.ts'
import { backupProblem, makeBackup } from '../../make-backup.ts'
import { neededFact } from '../../needed-fact.ts'
import { writeEmergencyKit } from '../../write-emergency-kit.ts'
import { plan } from './plan.ts'

/** Step 2.3 of the document. A dump counts when its file is complete and holds every table and row that the server has. */
export const backUpDatabases: UpgradeStep = {
  id: 'back-up-databases',
  source: '3.4.0 single-node, step 2.3',
  phase: 'window',
  changes: 'none',
  undoneBy: say('steps.undo.dumpsStay'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: () => 4 * 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const backup = await makeBackup(context, { folder: backupFolderOf(context), uncarried: 'refuse', signal })
    // What is noted proves the step: first the kit has to name these dumps.
    await writeEmergencyKit(context, backup)
    await context.facts.replace('backup', backup)
  },
  async verify(context, signal) {
    const backup = await neededFact(context.facts, 'backup')
    const problem = await backupProblem(context, backup, signal)
    if (problem !== null) return failsForGood(problem.said, problem.raw)
    const { databases } = backup.manifest
    for (const { dump } of databases) context.report.line(`${dump.file}: ${dump.bytes} bytes, sha256 ${dump.sha256}`)
    const bytes = databases.reduce((sum, { dump }) => sum + dump.bytes, 0)
    const rows = databases.flatMap(({ inventory }) => inventory.tables).reduce((sum, table) => sum + table.rows, 0)
    return holds(say('outcomes.backedUp', { databases: databases.length, size: byteSize(bytes), rows }))
  },
}
