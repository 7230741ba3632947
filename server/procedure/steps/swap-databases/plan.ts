import { type RollbackSubject, type StepPlan, usually } from '../../step-plan.ts'

export const plan: StepPlan<RollbackSubject> = {
  commands: ({ backup }) => {
    const databases = (backup?.manifest.databases ?? []).map(({ inventory }) => inventory.database)
    if (databases.length === 0) return []
    const pairs = databases.map(
      (name) => `\`${name}\`.<each table> to \`${name}__panel_<tag>_kept\`.…, \`${name}__panel_<tag>_new\`.… to \`${name}\`.…`,
    )
    return [`rename table ${pairs.join(', ')}`]
  },
  estimate: () => usually(3),
  inputs: ['metadb-password'],
}
