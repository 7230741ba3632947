import { say } from '../../../contract/said.ts'
import { QUOTED } from '../../../domain/databases/definition-words.ts'
import { withoutDefiner } from '../../../domain/databases/without-definer.ts'
import { OperatorError } from '../../../errors.ts'
import { parseGrants } from '../grants.ts'
import { holdsPrivilege } from '../held-privileges.ts'
import { toNumber } from '../to-number.ts'
import { type Asking, setIfKnown } from './asking.ts'
import type { Dialect } from './dialect.ts'
import { describeHolders, gather } from './lock-holders.ts'
import { EVERYWHERE } from './privileges.ts'
import { md5 } from './row-hash.ts'
import { showGrants } from './show-grants.ts'

// Its own limits end even a slow count after 10 s; an hour is what the panel waits itself. The transaction's is read when it begins.
const LIMITS = ['ob_query_timeout = 3600000000', 'ob_trx_timeout = 3700000000', 'ob_trx_idle_timeout = 3600000000']
const STRONG = "ob_read_consistency = 'STRONG'"

const TIMED_OUT = 4012
const OUT_OF_MEMORY = new Set([4013, 4030])
const NO_DATABASE = 1049
const MEMORY_TRIES = 4
const SEEN_WITHIN_MS = 10_000
const BARE_JOIN = ' on 1=1 '
const QUOTED_OR_BARE_JOIN = new RegExp(`${QUOTED.source}|${BARE_JOIN}`, 'gs')
const READS = /^\s*(select|show)\b/i

/** OceanBase in MySQL mode, directly or through OBProxy (METADB.md). */
export const oceanbase: Dialect = {
  family: 'oceanbase',
  // version() says which MySQL it speaks like.
  version: ({ version, comment }) => /(\d+(?:\.\d+){2,})/.exec(comment)?.[1] ?? version,
  statementTimeoutSeconds(variables) {
    const microseconds = toNumber(variables.get('ob_query_timeout'))
    return microseconds > 0 ? microseconds / 1e6 : null
  },
  // It answers through any of its nodes, each with a host name of its own: only the address is known.
  identity: () => null,
  // It has no privileges for triggers, events and references.
  neededPrivileges: EVERYWHERE,
  readGrants: async (session) => parseGrants(await showGrants(session, 'show grants')),
  creationRules: async (_, grants) => ({
    // It has no grammar for the definer of a view: one belongs to whoever creates it.
    hasDefiner: (kind) => kind !== 'view',
    mayNameOthers: holdsPrivilege(grants, 'SUPER', null),
    lackingFor: () => ({ surely: holdsPrivilege(grants, 'SUPER', null) ? [] : ['SUPER'], perhaps: [] }),
    // The variables are there, and decide nothing.
    binaryLog: 'free',
  }),
  // Without SUPER a trigger may name no definer, not even the account that creates it; named or not, it belongs to that account.
  ownStatement: (kind, statement) => (kind === 'trigger' ? withoutDefiner(statement) : statement),
  // A join without a condition is printed with " on 1=1 ", and from then on as any other condition is.
  asPrintedAgain: (kind, statement) =>
    kind === 'view' ? statement.replaceAll(QUOTED_OR_BARE_JOIN, (part) => (part === BARE_JOIN ? ' on (1 = 1)' : part)) : statement,
  // It prints the comment of a routine as it is, and would end it at the first quote.
  withComment(statement, { comment, sqlMode }) {
    const printed = `\n    COMMENT '${comment}'\n`
    const escaped = /\bNO_BACKSLASH_ESCAPES\b/.test(sqlMode ?? '') ? comment : comment.replaceAll('\\', '\\\\')
    return statement.replace(printed, () => `\n    COMMENT '${escaped.replaceAll("'", "''")}'\n`)
  },
  showRoutinesGrant: 'GRANT SELECT ON *.*',
  rowHash: async () => md5,
  storageClauses: [
    /\s+ORGANIZATION\s+(?:INDEX|HEAP)\b/,
    /\s+ROW_FORMAT\s*=\s*\w+/,
    /\s+COMPRESSION\s*=\s*'[^']*'/,
    /\s+(?:BLOCK_SIZE|TABLET_SIZE|PCTFREE|REPLICA_NUM|PROGRESSIVE_MERGE_NUM)\s*=?\s*\d+/,
    /\s+AUTO_INCREMENT_(?:MODE\s*=\s*'[^']*'|CACHE_SIZE\s*=\s*\d+)/,
    /\s+(?:USE_BLOOM_FILTER|ENABLE_MACRO_BLOCK_BLOOM_FILTER)\s*=\s*\w+/,
    /\s+(?:TABLEGROUP|PRIMARY_ZONE|LOCALITY|DUPLICATE_SCOPE)\s*=\s*'[^']*'/,
    /(?<=\))\s+LOCAL\b|(?<=\d)\s+LOCAL\b/,
  ],
  // No grammar up to 4.3.1, and newer ones accept it and answer nothing.
  hasChecksumTable: false,
  clients: null,
  asksForStrongReads: true,
  async openSession(session) {
    await session.plain(`set session ${[...LIMITS, STRONG].join(', ')}`).catch(async (error: { errno?: number }) => {
      if (error.errno !== 1193) throw error
      for (const setting of [...LIMITS, STRONG]) await setIfKnown(session, setting)
    })
    await requireTaken(session)
  },
  // Every session has its limits raised already.
  allowLongStatements: async () => undefined,
  // It accepts lock_wait_timeout, and waits without end all the same: run-ddl.ts ends what waits.
  limitLockWait: async () => undefined,
  retryAfterMs({ errno, sql, attempt, elapsedMs, namesNewDatabase }) {
    // Another node, or another process of the proxy, may not have heard of it yet.
    if (errno === NO_DATABASE && namesNewDatabase) return elapsedMs < SEEN_WITHIN_MS ? 200 : null
    // Memory of a tenant runs short for moments, and the statement did nothing. One that ran out of time may have done it.
    if (OUT_OF_MEMORY.has(errno) && attempt < MEMORY_TRIES) return 500 * 2 ** attempt
    return errno === TIMED_OUT && READS.test(sql) && attempt < 2 ? 500 : null
  },
  // It says NULL as a word.
  isWithoutDatabase: "(db is null or db = 'NULL')",
  async lockHolders(session, { exceptId, databases }) {
    // By number of the table; names are in views that not every version has. Only for accounts that may read them.
    const since = "concat('holds locks for ', floor(max(ctime) / 1000000), ' s')"
    const held = await gather(session, `select session_id as id, ${since} as what from oceanbase.V$OB_LOCKS group by session_id`)
    const everywhere =
      held ?? (await gather(session, `select session_id as id, ${since} as what from oceanbase.GV$OB_LOCKS group by session_id`))
    return await describeHolders(session, { exceptId, databases, held: everywhere })
  },
}

/** A proxy may answer a SET by itself, and read from copies that are seconds behind. */
async function requireTaken(session: Pick<Asking, 'plain'>): Promise<void> {
  const rows = await session.plain("show session variables where variable_name in ('ob_query_timeout', 'ob_read_consistency')")
  const now = new Map(rows.map((row) => [String(row['variable_name']).toLowerCase(), String(row['value'])]))
  const limit = toNumber(now.get('ob_query_timeout')) / 1e6
  if (limit < 3600) throw new OperatorError('refused', say('metadb.limitNotRaised', { seconds: limit }), { hint: say('metadb.checkProxy') })
  const consistency = now.get('ob_read_consistency') ?? 'STRONG'
  if (/^(STRONG|3)$/i.test(consistency)) return
  throw new OperatorError('refused', say('metadb.weakReads', { consistency }), { hint: say('metadb.checkProxy') })
}
