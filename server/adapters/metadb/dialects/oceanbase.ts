import { parseGrants } from '../grants.ts'
import { toNumber } from '../to-number.ts'
import type { Dialect } from './dialect.ts'
import { EVERYWHERE } from './privileges.ts'
import { showGrants } from './show-grants.ts'

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
}
