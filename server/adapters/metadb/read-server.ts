import type { MetaDbServer } from '../../procedure/ports/metadb.ts'
import { chooseDialect } from './dialects/choose-dialect.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

/** Family, version, clock and limits. Each server is asked only for variables; one that it does not know is simply absent. */
export async function readServer(session: Pick<Session, 'plain'>): Promise<MetaDbServer> {
  const [row] = await session.plain('select version() as version, @@version_comment as comment, unix_timestamp(now(3)) as epoch')
  const variables = await readVariables(session)
  const version = String(row?.['version'])
  const comment = String(row?.['comment'])
  const facts = { version, comment, variables }
  const dialect = chooseDialect(facts)
  return {
    flavour: dialect.family,
    version: dialect.version(facts),
    time: new Date(Math.round(Number(row?.['epoch']) * 1000)),
    readOnly: ['read_only', 'super_read_only', 'innodb_read_only'].some((name) => isOn(variables.get(name))),
    packetBytes: variables.has('max_allowed_packet') ? toNumber(variables.get('max_allowed_packet')) : null,
    insertsHistory: variables.has('system_versioning_insert_history'),
    statementTimeoutSeconds: dialect.statementTimeoutSeconds(variables),
    contentProof: dialect.hasChecksumTable ? 'checksum' : 'digest',
    identity: dialect.identity(variables),
  }
}

// What a session of a dump tool begins with: the panel's own sessions raise these.
const LIMITS = ['ob\\_query\\_timeout', 'max\\_statement\\_time', 'max\\_execution\\_time']

async function readVariables(session: Pick<Session, 'plain'>): Promise<Map<string, string>> {
  const variables = new Map<string, string>()
  const read = async (scope: 'global' | 'session', pattern: string): Promise<void> => {
    const rows = await session.plain(`show ${scope} variables like '${pattern}'`)
    for (const row of rows) variables.set(String(row['variable_name']).toLowerCase(), String(row['value']))
  }
  for (const pattern of LIMITS) await read('global', pattern)
  for (const pattern of [
    '%read\\_only',
    'server\\_uuid',
    'hostname',
    'max\\_allowed\\_packet',
    'port',
    'datadir',
    'system\\_versioning\\_insert\\_history',
  ]) {
    await read('session', pattern)
  }
  return variables
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(1|on|true)$/i.test(value)
}
