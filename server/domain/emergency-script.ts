import type { MetaDbTls } from '../contract/metadb-tls.ts'
import { CLIENTS } from './client-tls.ts'
import { grantStatement } from './databases/routine-grant.ts'
import { withoutDefiner } from './databases/without-definer.ts'
import type { EmergencyKitFacts, KitDatabase } from './emergency-kit-facts.ts'
import { byHand, settingsOf } from './emergency-objects.ts'
import { containerParts } from './emergency-script-containers.ts'
import { databaseParts } from './emergency-script-databases.ts'
import { scriptFrame } from './emergency-script-frame.ts'
import { JOB_LABEL } from './job-label.ts'
import { quoteForShell } from './quote-for-shell.ts'
import { quoteIdentifier } from './quote-identifier.ts'
import { restoreFence } from './restore-fence.ts'

/**
 * A POSIX shell script that does the rollback of step 9 of the document: it restores beside, compares, and swaps by one rename. It can be
 * run again after any failure.
 */
export function emergencyScript(facts: EmergencyKitFacts): string {
  const { databases } = facts
  const restores = databases.length > 0
  return [
    scriptFrame.begin,
    ...assignments(facts),
    '',
    containerParts.find,
    ...(restores
      ? [databaseParts.check, ...databases.map(({ dump }) => words('check_dump', [dump.file, dump.sha256])), databaseParts.signIn]
      : ["say 'There are no backup files yet: the databases have not been changed, and only the old container is started again.'", '']),
    ...(restores ? [databaseParts.beside, ...forEach(databases, restoreBeside), ''] : []),
    containerParts.stopNew,
    ...(restores ? [databaseParts.replace, ...forEach(databases, replace), databaseParts.swap, ...forEach(databases, bringBack)] : []),
    ...(restores ? ['create_objects() {', ...forEach(databases, createObjects), '}', 'create_all', ...grantsAgain(facts), ''] : []),
    containerParts.startOld,
    scriptFrame.end,
  ].join('\n')
}

/** Names only ever stand in these quoted words, never in a comment or inside other text of the script. */
function assignments({
  job,
  installation,
  t1,
  metaDb,
  capabilities,
  oldContainer,
  newContainerName,
  haConfigBefore,
}: EmergencyKitFacts): string[] {
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
    HA_BEFORE: haConfigBefore ?? '',
    DB_HOST: metaDb.host,
    DB_PORT: String(metaDb.port),
    DB_USER: metaDb.user,
    // For each family, since the script finds out which client is there; the CA is no secret.
    TLS_MYSQL: tlsLines('mysql', metaDb.tls),
    TLS_MARIADB: tlsLines('mariadb', metaDb.tls),
    USER_LOCKS: capabilities?.userLocks ?? '',
    LIMIT_SECONDS: capabilities === null || capabilities.liftsLimit ? '' : String(capabilities.statementLimitSeconds ?? ''),
    ENDS: capabilities?.endsStatements === false ? 'no' : '',
    DB_CA: metaDb.tls.mode === 'verified' ? metaDb.tls.ca : '',
  }
  return Object.entries(values).map(([name, value]) => `${name}=${quoteForShell(value)}`)
}

/** Lines of an option file; the CA is looked for where the script puts it. */
function tlsLines(client: 'mysql' | 'mariadb', { mode }: MetaDbTls): string {
  return Object.entries(CLIENTS[client].tls(mode, 'CA_FILE'))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

function forEach(databases: KitDatabase[], lines: (database: KitDatabase, number: number) => string[]): string[] {
  return databases.flatMap((database, index) => lines(database, index + 1))
}

/** Beginning of the names beside: letters that no shell, client or server reads as anything else. */
function stem(database: string, number: number): string {
  return `${database
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '')
    .slice(0, 30)}_${number}__panel_`
}

/** Nothing that would end a statement or a text; other options are in ROLLBACK.txt. */
const PLAIN_OPTIONS = /^[\w ='.,@-]*$/

/** Names the database that the lines behind it speak of. */
function about({ database, characterSet, collation, options: more }: KitDatabase, number: number): string {
  // Both come from the server's own catalogue; anything else would be a statement of its own.
  if (!/^\w+$/.test(characterSet) || !/^\w+$/.test(collation))
    throw new Error(`not a character set and collation: ${characterSet} ${collation}`)
  const ticked = quoteIdentifier(database)
  const options = `character set ${characterSet} collate ${collation}`
  return words('database', [
    database,
    literal(database),
    ticked,
    literal(ticked),
    stem(database, number),
    options,
    PLAIN_OPTIONS.test(more) ? more : '',
  ])
}

function counts({ tables }: KitDatabase): string[] {
  return tables.map(({ name, rows, hasHistory }) =>
    words('count_rows', [quoteIdentifier(name), String(rows), hasHistory ? 'for system_time all' : '']),
  )
}

function restoreBeside(of: KitDatabase, number: number): string[] {
  const { take, lock } = restoreFence(of.database)
  return [about(of, number), words('restore_beside', [of.dump.file, take, String(of.tables.length), lock]), ...counts(of)]
}

function replace(of: KitDatabase, number: number): string[] {
  return [about(of, number), words('make_room', [restoreFence(of.database).lock])]
}

function bringBack(of: KitDatabase, number: number): string[] {
  const byPerson = of.objects.flatMap((object) => {
    const why = byHand(of, object)
    return why === null ? [] : [words('left_to_you', [object.kind, object.name, why])]
  })
  return [about(of, number), words('bring_back', [of.dump.file, restoreFence(of.database).take]), ...byPerson, ...counts(of)]
}

function createObjects(of: KitDatabase, number: number): string[] {
  const objects = of.objects.filter((object) => byHand(of, object) === null)
  return [
    about(of, number),
    ...objects.map((object) => {
      const { kind, name, statement } = object
      const own = kind === 'trigger' ? [object.definer, withoutDefiner(statement)] : ['', '']
      return words('create_object', [kind, quoteIdentifier(name), name, settingsOf(object), statement, ...own])
    }),
  ]
}

function grantsAgain({ grants }: EmergencyKitFacts): string[] {
  return grants.map((grant) => {
    const { database, kind, name, user, host, rights } = grant
    const account = `${user}@${host}`
    const said = `${rights.join(', ')} on ${kind} ${database}.${name} to ${account}: the MetaDB refused it`
    return words('grant_again', [grantStatement(grant), said, account])
  })
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

function words(command: string, values: string[]): string {
  return [command, ...values.map((value) => quoteForShell(value))].join(' ')
}
