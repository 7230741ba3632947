import path from 'node:path'
import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import { byClient } from '../../shown-commands.ts'
import { byDumps, type RollbackSubject, type StepPlan } from '../../step-plan.ts'

// Measured on two cores: three restores side by side.
const RESTORE_BYTES_PER_SECOND = 25e6

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ backup }) =>
    (backup?.manifest.databases ?? []).flatMap(({ inventory: { database, characterSet, collation }, dump }) => [
      `drop database \`${database}\`; create database \`${database}\` character set ${characterSet} collate ${collation}`,
      byClient(
        'mysql',
        backup?.manifest.restoreTool,
        `… ${quoteForShell(database)} < ${quoteForShell(path.join(backup?.folder ?? '', dump.file))}`,
      ),
    ]),
  estimate: ({ backup }) => byDumps(backup, RESTORE_BYTES_PER_SECOND),
  inputs: ['metadb-password'],
}
