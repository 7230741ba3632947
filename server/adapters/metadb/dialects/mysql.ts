import { serverIdentity } from '../../../domain/metadb-identity.ts'
import { parseGrants } from '../grants.ts'
import { toNumber } from '../to-number.ts'
import type { Dialect } from './dialect.ts'
import { EVERYWHERE, OBJECTS } from './privileges.ts'
import { showGrants } from './show-grants.ts'

export const mysql: Dialect = {
  family: 'mysql',
  version: ({ version }) => version,
  statementTimeoutSeconds(variables) {
    const milliseconds = toNumber(variables.get('max_execution_time'))
    return milliseconds > 0 ? milliseconds / 1000 : null
  },
  identity: serverIdentity,
  neededPrivileges: [...EVERYWHERE, ...OBJECTS],
  async readGrants(session) {
    const lines = await showGrants(session, 'show grants')
    // MySQL 8 names the roles only; USING makes it say what the active ones give. Before 8.0 there is no such function (1305).
    const [row] = await session.plain('select current_role() as roles').catch(() => [])
    const roles = String(row?.['roles'] ?? 'NONE')
    if (roles !== 'NONE' && roles !== '') lines.push(...(await showGrants(session, `show grants for current_user() using ${roles}`)))
    return parseGrants(lines)
  },
  storageClauses: [],
  hasChecksumTable: true,
}
