import path from 'node:path'
import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ backup }) =>
    (backup?.manifest.databases ?? []).map(({ dump }) => `sha256sum ${quoteForShell(path.join(backup?.folder ?? '', dump.file))}`),
  estimate: () => usually(10),
  inputs: ['metadb-password'],
}
