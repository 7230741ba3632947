import path from 'node:path'
import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import { byClient } from '../../shown-commands.ts'
import { byDumps, type RollbackSubject, type StepPlan } from '../../step-plan.ts'

// Measured on two cores: three restores side by side, and the proof of what they wrote.
const RESTORE_BYTES_PER_SECOND = 22e6

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ backup }) =>
    (backup?.manifest.databases ?? []).flatMap(({ inventory: { database, characterSet, collation }, dump }) => [
      `create database \`${database}__panel_<tag>_new\` character set ${characterSet} collate ${collation}`,
      byClient(
        'mysql',
        backup?.manifest.restoreTool,
        `… --local-infile=0 ${quoteForShell(database)}__panel_<tag>_new < ${quoteForShell(path.join(backup?.folder ?? '', dump.file))}`,
      ),
    ]),
  estimate: ({ backup }) => byDumps(backup, RESTORE_BYTES_PER_SECOND),
  inputs: ['metadb-password'],
}
