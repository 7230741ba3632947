import type { EmergencyKitFacts } from './emergency-kit-facts.ts'
import { containerParts } from './emergency-script-containers.ts'
import { databaseParts } from './emergency-script-databases.ts'
import { scriptFrame } from './emergency-script-frame.ts'
import { JOB_LABEL } from './job-label.ts'
import { quoteForShell } from './quote-for-shell.ts'
import { quoteIdentifier } from './quote-identifier.ts'
import { restoreFence } from './restore-fence.ts'

/** A POSIX shell script that does the rollback of step 9 of the document. It can be run again after any failure. */
export function emergencyScript(facts: EmergencyKitFacts): string {
  const restores = facts.databases.length > 0
  return [
    scriptFrame.begin,
    ...assignments(facts),
    '',
    containerParts.find,
    ...(restores
      ? [databaseParts.check, ...facts.databases.flatMap(checks), databaseParts.signIn]
      : ["say 'There are no backup files yet: the databases have not been changed, and only the old container is started again.'", '']),
    containerParts.stopNew,
    ...(restores ? [databaseParts.restore, ...facts.databases.map(restore), ''] : []),
    containerParts.startOld,
    scriptFrame.end,
  ].join('\n')
}

/** Names only ever stand in these quoted words, never in a comment or inside other text of the script. */
function assignments({ job, installation, t1, metaDb, oldContainer, newContainerName }: EmergencyKitFacts): string[] {
  const { Name, MaximumRetryCount } = oldContainer.restartPolicy
  const policy = Name === 'on-failure' && MaximumRetryCount ? `on-failure:${MaximumRetryCount}` : Name || 'no'
  const values = {
    INSTALLATION: installation.name,
    FROM: installation.from,
    JOB: String(job.number),
    JOB_LABEL: `${JOB_LABEL}=${job.id}`,
    T1: t1,
    T1_SECONDS: String(Math.floor(Date.parse(t1) / 1000)),
    OLD: oldContainer.id,
    OLD_NAME: oldContainer.name,
    OLD_POLICY: policy,
    NEW_NAME: newContainerName ?? '',
    DB_HOST: metaDb.host,
    DB_PORT: String(metaDb.port),
    DB_USER: metaDb.user,
  }
  return Object.entries(values).map(([name, value]) => `${name}=${quoteForShell(value)}`)
}

function checks({ dump, objects }: EmergencyKitFacts['databases'][number]): string[] {
  return [dump, ...(objects === null ? [] : [objects])].map(({ file, sha256 }) => words('check_dump', [file, sha256]))
}

function restore({ database, characterSet, collation, dump, objects }: EmergencyKitFacts['databases'][number]): string {
  // Both come from the server's own catalogue; anything else would be a statement of its own.
  if (!/^\w+$/.test(characterSet) || !/^\w+$/.test(collation))
    throw new Error(`not a character set and collation: ${characterSet} ${collation}`)
  const name = quoteIdentifier(database)
  const { lock, take } = restoreFence(database)
  const drop = `drop database if exists ${name}`
  const create = `create database ${name} character set ${characterSet} collate ${collation}`
  return words('restore_database', [database, lock, take, drop, create, dump.file, objects?.file ?? ''])
}

function words(command: string, values: string[]): string {
  return [command, ...values.map((value) => quoteForShell(value))].join(' ')
}
