import path from 'node:path'
import { say } from '../../../contract/said.ts'
import { byteSize } from '../../../domain/byte-size.ts'
import { quoteForShell } from '../../../domain/quote-for-shell.ts'
import { allDatabases } from '../../all-databases.ts'
import { byClient, signInOptions } from '../../shown-commands.ts'
import { DIGEST_BYTES_PER_SECOND, DUMP_BYTES_PER_SECOND, type StepPlan, type UpgradeSubject } from '../../step-plan.ts'

export const plan: StepPlan<UpgradeSubject> = {
  commands: ({ installation: { metaDb, databases, backupFolder }, dumpTool }) =>
    allDatabases(databases).map((database) => {
      const file = quoteForShell(path.join(backupFolder, '<job>', `${database}.sql`))
      return byClient('mysqldump', dumpTool, `${signInOptions(metaDb)} --triggers=false ${quoteForShell(database)} > ${file}`)
    }),
  estimate: ({ measured: { databaseBytes, isDigested } }) => ({
    seconds: Math.ceil(5 + databaseBytes / (isDigested ? DIGEST_BYTES_PER_SECOND : DUMP_BYTES_PER_SECOND)),
    source: say('steps.estimate.databases', { size: byteSize(databaseBytes) }),
    by: 'size',
  }),
  inputs: ['metadb-password'],
}
