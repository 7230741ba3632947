import { QUOTED } from './definition-words.ts'

// Where the counter of a table stands says nothing of its definition; MariaDB marks columns of an old storage format, which a restore renews.
const NEVER = [/\s+AUTO_INCREMENT\s*=\s*\d+/, /\s*\/\* mariadb-5\.\d \*\//]

// How OceanBase keeps a table on disk, with the defaults of its version or tenant (METADB.md, SHOW CREATE TABLE).
const OF_OCEANBASE = [
  /\s+ORGANIZATION\s+(?:INDEX|HEAP)\b/,
  /\s+ROW_FORMAT\s*=\s*\w+/,
  /\s+COMPRESSION\s*=\s*'[^']*'/,
  /\s+(?:BLOCK_SIZE|TABLET_SIZE|PCTFREE|REPLICA_NUM|PROGRESSIVE_MERGE_NUM)\s*=?\s*\d+/,
  /\s+AUTO_INCREMENT_(?:MODE\s*=\s*'[^']*'|CACHE_SIZE\s*=\s*\d+)/,
  /\s+(?:USE_BLOOM_FILTER|ENABLE_MACRO_BLOCK_BLOOM_FILTER)\s*=\s*\w+/,
  /\s+(?:TABLEGROUP|PRIMARY_ZONE|LOCALITY|DUPLICATE_SCOPE)\s*=\s*'[^']*'/,
  /(?<=\))\s+LOCAL\b|(?<=\d)\s+LOCAL\b/,
]

interface Origin {
  flavour: 'mysql' | 'mariadb' | 'oceanbase'
  database: string
}

/** SHOW CREATE TABLE without what may differ between a table and its restored self. */
export function normalizeDefinition(text: string, { flavour, database }: Origin): string {
  const ignored = flavour === 'oceanbase' ? [...NEVER, ...OF_OCEANBASE] : NEVER
  // Longest first: a quoted text or name is left as it is, whatever it says.
  const expression = new RegExp([QUOTED.source, ...ignored.map(({ source }) => source)].join('|'), 'gis')
  const plain = text.replaceAll(expression, (match) => (/^['`"]/.test(match) ? match : ''))
  // OceanBase names the database even in a key to a table beside; another one stays.
  const quoted = `\`${database.replaceAll('`', '``')}\``
  return plain.replaceAll(/(?<=\bREFERENCES )(`(?:[^`]|``)+`)\.(?=`)/g, (match, name: string) =>
    name === quoted || name === quoted.toLowerCase() ? '' : match,
  )
}
