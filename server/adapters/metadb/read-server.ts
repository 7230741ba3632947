import { serverIdentity } from '../../domain/metadb-identity.ts'
import type { MetaDbServer } from '../../procedure/ports/metadb.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

/** Flavour, version, clock and limits. Each server is asked only for variables; one that it does not know is simply absent. */
export async function readServer(session: Pick<Session, 'plain'>): Promise<MetaDbServer> {
  const [row] = await session.plain('select version() as version, @@version_comment as comment, unix_timestamp(now(3)) as epoch')
  const variables = await readVariables(session)
  const version = String(row?.['version'])
  const comment = String(row?.['comment'])
  const flavour = flavourOf(version, comment, variables)
  return {
    flavour,
    version: flavour === 'oceanbase' ? (/(\d+(?:\.\d+){2,})/.exec(comment)?.[1] ?? version) : version,
    time: new Date(Math.round(Number(row?.['epoch']) * 1000)),
    readOnly: ['read_only', 'super_read_only', 'innodb_read_only'].some((name) => isOn(variables.get(name))),
    packetBytes: variables.has('max_allowed_packet') ? toNumber(variables.get('max_allowed_packet')) : null,
    insertsHistory: variables.has('system_versioning_insert_history'),
    statementTimeoutSeconds: statementTimeout(flavour, variables),
    identity: serverIdentity(flavour, variables),
  }
}

async function readVariables(session: Pick<Session, 'plain'>): Promise<Map<string, string>> {
  const variables = new Map<string, string>()
  for (const pattern of [
    '%read\\_only',
    'ob\\_%',
    'max\\_statement\\_time',
    'max\\_execution\\_time',
    'server\\_uuid',
    'hostname',
    'max\\_allowed\\_packet',
    'port',
    'datadir',
    'system\\_versioning\\_insert\\_history',
  ]) {
    const rows = await session.plain(`show session variables like '${pattern}'`)
    for (const row of rows) variables.set(String(row['variable_name']).toLowerCase(), String(row['value']))
  }
  return variables
}

function flavourOf(version: string, comment: string, variables: Map<string, string>): MetaDbServer['flavour'] {
  // OceanBase calls itself 5.7.x in version(); the comment and its own variables tell it from MySQL.
  if (/oceanbase/i.test(comment) || variables.has('ob_query_timeout')) return 'oceanbase'
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql'
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(1|on|true)$/i.test(value)
}

function statementTimeout(flavour: MetaDbServer['flavour'], variables: Map<string, string>): number | null {
  // Units as the servers document them: OceanBase microseconds, MariaDB seconds, MySQL milliseconds (0: no limit).
  const [name, perSecond] = {
    oceanbase: ['ob_query_timeout', 1e6] as const,
    mariadb: ['max_statement_time', 1] as const,
    mysql: ['max_execution_time', 1e3] as const,
  }[flavour]
  const seconds = toNumber(variables.get(name)) / perSecond
  return seconds > 0 ? seconds : null
}
