import type { EmergencyKitFacts, KitDatabase } from './emergency-kit-facts.ts'

interface ByHand {
  what: string
  file: string
  why: string
}

/** What, when and in which order, for a person who may never have seen the panel. */
export function emergencyText(facts: EmergencyKitFacts, byHand: ByHand[]): string {
  const { job, installation, t1, metaDb, oldContainer, newContainerName, haConfigBefore, databases } = facts
  const { name, from, to } = installation
  const restores = databases.length > 0
  const order = [
    ...(restores
      ? [
          'Check every backup file: its SHA-256 and its closing line.',
          'Restore each backup file into a new database beside the live one, and compare tables and rows. Until here OMS is not touched.',
        ]
      : []),
    `Stop the new container${newContainerName === null ? '' : ` ${newContainerName}`}, if there is one.`,
    ...(restores
      ? [
          'Make sure that the old container is stopped too.',
          'Swap the tables of all databases by one RENAME TABLE. What is replaced is kept under another name.',
          'Create views, triggers, routines and events again, each read back, give back rights on single routines, and count all rows.',
        ]
      : []),
    `Give the old container its restart policy (${oldContainer.restartPolicy.Name || 'no'}) back and start it.`,
  ]
  const lines = [
    `ROLLBACK OF OMS ${from} WITHOUT THE PANEL`,
    '',
    `Upgrade ${job.number} of ${name}, from ${from} to ${to}.`,
    `T1, the moment the old container stopped: ${t1} (UTC).`,
    '',
    'WHEN TO USE IT',
    'Only when the OMS Upgrade Panel cannot do the rollback itself. Stop the panel first: two must not work on one MetaDB.',
    ...(restores
      ? [`What OMS ${to} wrote to its databases since T1 does not come along. Keep the backup files; the script only reads them.`]
      : ['There are no backup files yet, and the databases have not been changed. Only the old container has to be started again.']),
    '',
    'HOW',
    'On the machine of the containers, as an account that may use Docker:',
    '  sh rollback.sh',
    'Keep it in its folder, beside the backup files. Where Docker is reached by another address, set DOCKER_HOST before.',
    ...(restores
      ? [
          'It needs the client program of MySQL or MariaDB, of the family that made the backup files, and it asks for the password',
          `of ${metaDb.user} on the MetaDB ${metaDb.host}:${metaDb.port}. The password is in config.yaml as oms_meta_password.`,
          'It waits 60 s for tables and rows that other sessions hold. To wait longer: LOCK_SECONDS=600 sh rollback.sh',
          "Where the account may not create databases, or the MetaDB refuses to rename tables across databases, the guide's own way is left:",
          '  sh rollback.sh --drop-and-restore',
          'It drops the databases first. What is dropped cannot come back; the backup files can be restored again.',
        ]
      : []),
    'If it stops with an error, remove the cause and run it again: it begins from the start.',
    '',
    'WHAT IT DOES, IN THIS ORDER',
    ...order.map((step, index) => `${index + 1}. ${step}`),
    '',
    'WHAT IS LEFT FOR YOU',
    `1. Wait until the OMS ${from} console answers and all servers are Online.`,
    '2. System Parameters, ha.config: set refetchStoreIntervalMin to more minutes than have passed since T1, and enable to the value that',
    '   it had before the upgrade. The script prints the number.',
    ...(haConfigBefore === null ? [] : ['   Before the upgrade ha.config was exactly:', `   ${haConfigBefore}`]),
    '3. Look at every project: JDBCWriter and Connector components may have to be recovered by hand.',
    '4. Clear the browser cache before you sign in to OMS.',
    ...(byHand.length > 0
      ? [
          '5. Create these yourself on the MetaDB, with the settings they were made with; the script cannot:',
          ...byHand.map(({ what, file, why }) => `   ${file}: ${what}, because ${why}`),
        ]
      : []),
    ...(restores ? ['', 'BACKUP FILES', ...databases.flatMap(filesOf)] : []),
  ]
  return `${lines.map(oneLine).join('\n')}\n`
}

function filesOf({ database, characterSet, collation, options, dump, tables, objects }: KitDatabase): string[] {
  return [
    `${database} (${characterSet}, ${collation}), tables: ${tables.length}, views, triggers, routines and events: ${objects.length}`,
    ...(options === '' ? [] : [`  other options, which --drop-and-restore may leave to you: ${options}`]),
    `  ${dump.sha256}  ${dump.file}`,
  ]
}

/** A name cannot add a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}
