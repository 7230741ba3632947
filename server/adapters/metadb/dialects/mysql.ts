import { serverIdentity } from '../../../domain/metadb-identity.ts'
import { parseGrants } from '../grants.ts'
import { holdsPrivilege } from '../held-privileges.ts'
import { toNumber } from '../to-number.ts'
import { setIfKnown } from './asking.ts'
import { accountsOf, binaryLogRule, isFrom } from './creation-rules.ts'
import type { Dialect } from './dialect.ts'
import { holdersOfTables } from './lock-holders.ts'
import { EVERYWHERE, OBJECTS } from './privileges.ts'
import { md5, sha2 } from './row-hash.ts'
import { showGrants } from './show-grants.ts'

// MySQL 9.7 moved MD5 into a component that is not there by default.
const NO_SUCH_FUNCTION = 1305

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
  async creationRules(session, grants) {
    const [row] = await session.plain('select version() as version')
    const version = String(row?.['version'])
    const has = (privilege: string): boolean => holdsPrivilege(grants, privilege, null)
    const mayName = ['SUPER', 'SET_ANY_DEFINER', 'SET_USER_ID'].some(has)
    const naming = isFrom(version, 8, 2) ? 'SET_ANY_DEFINER' : isFrom(version, 8) ? 'SET_USER_ID' : 'SUPER'
    // Seen on 9.7: SUPER does for an account that is gone, and nothing but SYSTEM_USER for one that has it.
    const asksForMissing = isFrom(version, 8, 2) && !has('SUPER') && !has('ALLOW_NONEXISTENT_DEFINER')
    const asksForProtected = isFrom(version, 8, 0, 16) && !has('SYSTEM_USER')
    const accounts = asksForMissing ? await accountsOf(session, 'select user, host from mysql.user') : null
    const guarded = asksForProtected
      ? await accountsOf(session, "select user, host from mysql.global_grants where priv = 'SYSTEM_USER'")
      : null
    return {
      hasDefiner: () => true,
      mayNameOthers: mayName,
      lackingFor(definer) {
        const isMissing = asksForMissing && (accounts === null ? null : !accounts.has(definer))
        const isGuarded = asksForProtected && (guarded === null ? null : guarded.has(definer))
        return {
          surely: [
            ...(mayName ? [] : [naming]),
            ...(isMissing === true ? ['ALLOW_NONEXISTENT_DEFINER'] : []),
            ...(isGuarded === true ? ['SYSTEM_USER'] : []),
          ],
          perhaps: [...(isMissing === null ? ['ALLOW_NONEXISTENT_DEFINER'] : []), ...(isGuarded === null ? ['SYSTEM_USER'] : [])],
        }
      },
      binaryLog: await binaryLogRule(session, grants),
    }
  },
  ownStatement: (_, statement) => statement,
  asPrintedAgain: (_, statement) => statement,
  withComment: (statement) => statement,
  showRoutinesGrant: 'GRANT SHOW_ROUTINE ON *.*',
  // A table made from its own definition prints the character set of a column where the first one printed only the collation, which tells it.
  storageClauses: [/\s+CHARACTER SET \w+(?=\s+COLLATE \w)/],
  rowHash: async (session) => {
    const hasMd5 = await session.plain("select md5('')").then(
      () => true,
      (error: { errno?: number }) => {
        if (error.errno !== NO_SUCH_FUNCTION) throw error
        return false
      },
    )
    return hasMd5 ? md5 : sha2
  },
  hasChecksumTable: true,
  clients: 'mysql',
  asksForStrongReads: false,
  openSession: async () => undefined,
  async allowLongStatements(session) {
    await setIfKnown(session, 'max_execution_time = 3600000')
  },
  async limitLockWait(session, seconds) {
    await setIfKnown(session, `lock_wait_timeout = ${seconds}`)
  },
  retryAfterMs: () => null,
  isWithoutDatabase: 'db is null',
  lockHolders: (session, of) =>
    holdersOfTables(
      session,
      of,
      (schemas) => `select distinct t.processlist_id as id, concat('holds ', l.object_schema, '.', l.object_name) as what
         from performance_schema.metadata_locks l join performance_schema.threads t on t.thread_id = l.owner_thread_id
        where l.object_type = 'TABLE' and l.lock_status = 'GRANTED' and l.object_schema in (${schemas})`,
    ),
}
