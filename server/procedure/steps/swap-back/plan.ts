import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ backup }) =>
    (backup?.manifest.databases ?? []).map(
      ({ inventory: { database } }) =>
        `rename table \`${database}\`.… to \`${database}__panel_<tag>_new\`.…, \`${database}__panel_<tag>_kept\`.… to \`${database}\`.…`,
    ),
  estimate: () => usually(3),
  inputs: ['metadb-password'],
}
