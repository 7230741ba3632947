import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import { byClient } from '../../shown-commands.ts'
import { byDumps, DUMP_BYTES_PER_SECOND, type RollbackSubject, type StepPlan } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ backup }) =>
    (backup?.manifest.databases ?? []).map(({ inventory: { database } }) =>
      byClient('mysqldump', backup?.manifest.tool, `… --triggers=false ${quoteForShell(database)} > …/before-rollback/${database}.sql`),
    ),
  estimate: ({ backup }) => byDumps(backup, DUMP_BYTES_PER_SECOND),
  inputs: ['metadb-password'],
}
