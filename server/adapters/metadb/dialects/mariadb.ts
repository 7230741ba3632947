import { serverIdentity } from '../../../domain/metadb-identity.ts'
import { parseGrants } from '../grants.ts'
import { toNumber } from '../to-number.ts'
import type { Dialect } from './dialect.ts'
import { EVERYWHERE, OBJECTS } from './privileges.ts'
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
  // It marks columns of an old storage format, which a restore renews.
  storageClauses: [/\s*\/\* mariadb-5\.\d \*\//],
  hasChecksumTable: true,
}
