import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import { signInOptions } from '../../shown-commands.ts'
import { type StepPlan, type UpgradeSubject, usually } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation: { metaDb, databases } }) =>
    databases.heartbeats.flatMap((database) => [
      `mysql ${signInOptions(metaDb)} -D${quoteForShell(database)}`,
      'select max(id) from heatbeat_sequence; delete from heatbeat_sequence where id < <that id>; commit;',
    ]),
  estimate: () => usually(5),
  inputs: ['metadb-password'],
}
