import { serverIdentity } from '../../../domain/metadb-identity.ts'
import { parseGrants } from '../grants.ts'
import { holdsPrivilege } from '../held-privileges.ts'
import { toNumber } from '../to-number.ts'
import { setIfKnown } from './asking.ts'
import { binaryLogRule, isFrom } from './creation-rules.ts'
import type { Dialect } from './dialect.ts'
import { holdersOfTables } from './lock-holders.ts'
import { EVERYWHERE, OBJECTS } from './privileges.ts'
import { md5 } from './row-hash.ts'
import { showGrants } from './show-grants.ts'

export const mariadb: Dialect = {
  family: 'mariadb',
  version: ({ version }) => version,
  statementTimeoutSeconds(variables) {
    const seconds = toNumber(variables.get('max_statement_time'))
    return seconds > 0 ? seconds : null
  },
  identity: serverIdentity,
  neededPrivileges: [...EVERYWHERE, ...OBJECTS],
  readGrants: async (session) => parseGrants(await showGrants(session, 'show grants')),
  async creationRules(session, grants) {
    const [row] = await session.plain('select version() as version')
    const version = String(row?.['version'])
    // Since 11.0 SUPER is no longer all of its parts. An account that is gone may be named.
    const mayName = holdsPrivilege(grants, 'SET USER', null) || (!isFrom(version, 11) && holdsPrivilege(grants, 'SUPER', null))
    return {
      hasDefiner: () => true,
      mayNameOthers: mayName,
      lackingFor: () => ({ surely: mayName ? [] : [isFrom(version, 10, 5) ? 'SET USER' : 'SUPER'], perhaps: [] }),
      binaryLog: await binaryLogRule(session, grants),
    }
  },
  ownStatement: (_, statement) => statement,
  asPrintedAgain: (_, statement) => statement,
  withComment: (statement) => statement,
  showRoutinesGrant: 'GRANT SELECT ON mysql.proc',
  // It marks columns of an old storage format, which a restore renews.
  rowHash: async () => md5,
  storageClauses: [/\s*\/\* mariadb-5\.\d \*\//],
  hasChecksumTable: true,
  clients: 'mariadb',
  asksForStrongReads: false,
  openSession: async () => undefined,
  async allowLongStatements(session) {
    await setIfKnown(session, 'max_statement_time = 3600')
  },
  async limitLockWait(session, seconds) {
    await setIfKnown(session, `lock_wait_timeout = ${seconds}`)
  },
  retryAfterMs: () => null,
  isWithoutDatabase: 'db is null',
  // A plugin, seldom installed. Waiting sessions are in it too: one that waits behind the same lock is named with the others.
  lockHolders: (session, of) =>
    holdersOfTables(
      session,
      of,
      (schemas) => `select distinct thread_id as id, concat('holds ', table_schema, '.', table_name) as what
         from information_schema.metadata_lock_info where table_name <> '' and table_schema in (${schemas})`,
    ),
}
