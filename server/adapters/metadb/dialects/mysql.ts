import { serverIdentity } from '../../../domain/metadb-identity.ts'
import { parseGrants } from '../grants.ts'
import { toNumber } from '../to-number.ts'
import { setIfKnown } from './asking.ts'
import type { Dialect } from './dialect.ts'
import { describeHolders, gather, marks, openTransactions } from './lock-holders.ts'
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
  openSession: async () => undefined,
  async allowLongStatements(session) {
    await setIfKnown(session, 'max_execution_time = 3600000')
  },
  async limitLockWait(session, seconds) {
    await setIfKnown(session, `lock_wait_timeout = ${seconds}`)
  },
  retryAfterMs: () => null,
  isWithoutDatabase: 'db is null',
  async lockHolders(session, { exceptId, databases }) {
    const held = await gather(
      session,
      `select distinct t.processlist_id as id, concat('holds ', l.object_schema, '.', l.object_name) as what
         from performance_schema.metadata_locks l join performance_schema.threads t on t.thread_id = l.owner_thread_id
        where l.object_type = 'TABLE' and l.lock_status = 'GRANTED' and l.object_schema in (${marks(databases)})`,
      [...databases],
    )
    const transactions = await openTransactions(session)
    // The list of locks may be switched off, and then holds none.
    const isTold = held !== null && [...held.keys()].some((id) => id !== exceptId)
    return await describeHolders(session, { exceptId, databases, held: isTold ? held : null, transactions })
  },
}
