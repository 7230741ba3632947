import path from 'node:path'
import type { Plan, PlannedStep } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import type { RollbackStepId } from '../contract/steps.ts'
import { byteSize } from '../domain/byte-size.ts'
import { quoteForShell } from '../domain/quote-for-shell.ts'
import type { Backup } from './make-backup.ts'
import { ROLLBACK } from './rollback.ts'

// Measured on two cores: three restores side by side, and the dump before them.
const RESTORE_BYTES_PER_SECOND = 25e6
const DUMP_BYTES_PER_SECOND = 120e6

interface Subject {
  plan: Plan
  /** Null where nothing has to be restored. */
  backup: Backup | null
}

function commands(id: RollbackStepId, { plan, backup }: Subject): string[] {
  const databases = backup?.manifest.databases ?? []
  switch (id) {
    case 'verify-dumps':
      return databases.map(({ dump }) => `sha256sum ${quoteForShell(path.join(backup?.folder ?? '', dump.file))}`)
    case 'stop-new-container':
      return [`docker update --restart=no ${plan.node.newContainerName}`, `docker stop ${plan.node.newContainerName}`]
    case 'save-current-databases':
      return databases.map(
        ({ inventory }) =>
          `mysqldump … --triggers=false ${quoteForShell(inventory.database)} > …/before-rollback/${inventory.database}.sql`,
      )
    case 'restore-databases':
      return databases.flatMap(({ inventory, dump }) => [
        `drop database \`${inventory.database}\`; create database \`${inventory.database}\` character set ${inventory.characterSet} collate ${inventory.collation}`,
        `mysql … ${quoteForShell(inventory.database)} < ${quoteForShell(path.join(backup?.folder ?? '', dump.file))}`,
      ])
    case 'restart-old-container':
      return [`docker start ${plan.node.oldContainer.name}`]
    case 'rollback-ha-off':
      return ['ha.config: "enable":false']
    case 'ha-as-before':
      return ['ha.config: "enable":true, "refetchStoreIntervalMin":<more than now - T1>']
    case 'old-servers-online':
    case 'rollback-checklist':
      return []
    default:
      return id satisfies never
  }
}

/** Seconds of each step; null: the usual ten. */
function measuredSeconds(id: RollbackStepId, bytes: number): number | null {
  if (id === 'restore-databases') return Math.ceil(5 + bytes / RESTORE_BYTES_PER_SECOND)
  if (id === 'save-current-databases') return Math.ceil(5 + bytes / DUMP_BYTES_PER_SECOND)
  return null
}

/** Step 9 of the document for one job, as it would run now. */
export function planRollback(subject: Subject): PlannedStep[] {
  const bytes = (subject.backup?.manifest.databases ?? []).reduce((sum, { dump }) => sum + dump.bytes, 0)
  return ROLLBACK.map(({ id, phase, changes, source, undoneBy }): PlannedStep => {
    const seconds = measuredSeconds(id, bytes)
    return {
      id,
      phase,
      changes,
      source,
      undoneBy,
      commands: commands(id, subject),
      estimateSeconds: seconds ?? (id === 'old-servers-online' ? 60 : 10),
      estimateSource: seconds === null ? say('steps.estimate.usual') : say('steps.estimate.dumps', { size: byteSize(bytes) }),
    }
  })
}
