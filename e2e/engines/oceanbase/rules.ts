import type { Profile } from './profiles.ts'
import { createDatabase, createTable, createView, type RowChange, withoutStorage } from './show-create.ts'
import { loud, skeletonOf, textOf, unquoted, type Word, wordsOf } from './sql-words.ts'
import { unknown, type Variables } from './variables.ts'
import type { Refusal } from './wire.ts'

/** What becomes of a statement. */
export type Verdict =
  | { kind: 'refused'; refusal: Refusal }
  /** Nothing is done, and nobody complains. */
  | { kind: 'done' }
  | { kind: 'asked'; sql: string; change?: RowChange; isLimited: boolean; created?: string }

interface Rule {
  /** Who says so. "METADB.md" with the row of its table, or a public document. */
  source: string
  when?: (profile: Profile) => boolean
  pattern: RegExp
  refusal: (skeleton: string) => Refusal
}

const SYNTAX = {
  errno: 1064,
  state: '42000',
  message: 'You have an error in your SQL syntax; check the manual that corresponds to your OceanBase version',
}
const NOT_SUPPORTED = { errno: 1235, state: '0A000', message: 'Not supported feature or function' }
const LOCK_CALL = /\b(get_lock|release_lock|is_used_lock|is_free_lock|release_all_locks) \(/
const before = (release: number) => (profile: Profile) => profile.release < release

const REFUSALS: readonly Rule[] = [
  { source: 'METADB.md, CHECKSUM TABLE', pattern: /^checksum table\b/, refusal: () => SYNTAX },
  {
    source: 'METADB.md, GET_LOCK: absent before 4.3.1',
    when: before(40301),
    pattern: LOCK_CALL,
    refusal: (skeleton) => ({ errno: 1305, state: '42000', message: `FUNCTION ${LOCK_CALL.exec(skeleton)?.[1]} does not exist` }),
  },
  {
    source: 'METADB.md, GET_LOCK: through an ODP only with client session ids',
    when: ({ isProxied }) => isProxied,
    pattern: LOCK_CALL,
    refusal: () => NOT_SUPPORTED,
  },
  {
    source: 'METADB.md, objects: no grammar for events',
    pattern: /^(show|create|drop|alter) (definer = \S+ @ \S+ )?events?\b/,
    refusal: () => SYNTAX,
  },
  { source: 'METADB.md, seekdb, 1064', pattern: /^(show master status|flush tables with read lock)\b/, refusal: () => SYNTAX },
  {
    source: 'METADB.md, seekdb, 1064: information_schema.events',
    pattern: /\binformation_schema \. `?events\b/,
    refusal: () => ({ errno: 1109, state: '42S02', message: "Unknown table 'events' in information_schema" }),
  },
  {
    source: 'METADB.md, information_schema: missing in old versions',
    when: before(40000),
    pattern: /\binformation_schema \. `?(triggers|routines)\b/,
    refusal: () => ({ errno: 1146, state: '42S02', message: "Table 'information_schema.x' doesn't exist" }),
  },
  {
    source: 'developer.aliyun.com/ask/204637: no stored procedures, no triggers',
    when: before(40000),
    pattern: /^create (or replace )?(definer = \S+ @ \S+ )?(trigger|function|procedure)\b/,
    refusal: () => NOT_SUPPORTED,
  },
  {
    source: 'METADB.md, seekdb, 1064: a view with a definer',
    pattern: /^create (or replace )?(algorithm|definer|sql security)\b.*\bview\b/,
    refusal: () => SYNTAX,
  },
  {
    source: 'METADB.md, dump header: DISABLE KEYS is 1064 in 3.1.1 to 3.1.5',
    when: before(40000),
    pattern: /^alter table .* (disable|enable) keys\b/,
    refusal: () => SYNTAX,
  },
  {
    source: 'METADB.md, seekdb, generated columns: temporary tables 1235',
    pattern: /^create temporary table\b/,
    refusal: () => NOT_SUPPORTED,
  },
  {
    source: 'oceanbase/oceanbase, src/share/schema/ob_priv_type.h',
    pattern: /^grant (.* )?(set user|event|create temporary tables)\b/,
    refusal: () => SYNTAX,
  },
  {
    source: 'METADB.md, ODP: KILL works only on the same process',
    when: ({ refusesKill }) => refusesKill,
    pattern: /^kill\b/,
    refusal: (skeleton) => ({ errno: 1094, state: 'HY000', message: `Unknown thread id: ${/\d+/.exec(skeleton)?.[0] ?? ''}` }),
  },
]

// METADB.md, "privileges": no LOCK TABLES is needed.
const WITHOUT_EFFECT = /^(lock|unlock) tables?\b/
// METADB.md, "statement limits": DDL has a limit of its own, of 1000 s.
const DDL = /^(create|drop|alter|rename|truncate|grant|revoke|optimize|analyze)\b/

/** What OceanBase of this profile does with the statement. */
export function judge(profile: Profile, variables: Variables, sql: string): Verdict {
  const words = wordsOf(sql)
  const skeleton = skeletonOf(words)
  // A comment alone, as a dump has them behind a semicolon.
  if (skeleton === '' || skeleton === ';') return { kind: 'done' }
  const rule = REFUSALS.find(({ when, pattern }) => when?.(profile) !== false && pattern.test(skeleton))
  if (rule !== undefined) return { kind: 'refused', refusal: rule.refusal(skeleton) }
  if (WITHOUT_EFFECT.test(skeleton)) return { kind: 'done' }
  const isLimited = !DDL.test(skeleton)

  if (/^set (?!names|password|character|role|default|transaction|(session|global) transaction)/.test(skeleton)) {
    const found = variables.set(words)
    if ('errno' in found) return { kind: 'refused', refusal: found }
    if (found.sql === null) return { kind: 'done' }
    const asked = replaced(words.length === 0 ? [] : wordsOf(found.sql), profile, variables)
    return 'errno' in asked ? { kind: 'refused', refusal: asked } : { kind: 'asked', sql: `${marksOf(words)}${asked.sql}`, isLimited }
  }
  const shown = /^show (global |session |local )?variables\b/.exec(skeleton)
  if (shown !== null) {
    const own = textOf(words).replace(/;\s*$/, '')
    const condition = /\bvariables\b\s*([\s\S]*)$/i.exec(own)?.[1] ?? ''
    return { kind: 'asked', sql: variables.shown(shown[1] === 'global ', condition), isLimited }
  }
  const asked = replaced(words, profile, variables)
  if ('errno' in asked) return { kind: 'refused', refusal: asked }
  const { sql: text } = asked
  if (/^show create (database|schema)\b/.test(skeleton)) return { kind: 'asked', sql: text, change: createDatabase(profile), isLimited }
  if (/^show create table\b/.test(skeleton)) return { kind: 'asked', sql: text, change: createTable(profile), isLimited }
  if (/^show create view\b/.test(skeleton)) return { kind: 'asked', sql: text, change: createView, isLimited }
  if (/^create table\b/.test(skeleton)) return { kind: 'asked', sql: withoutStorage(text), isLimited }
  const created = /^create (?:database|schema)\b/.test(skeleton) ? nameOf(words) : undefined
  return { kind: 'asked', sql: text, isLimited, ...(created === undefined ? {} : { created }) }
}

/** By which a statement is found in the list of sessions. */
function marksOf(words: readonly Word[]): string {
  const first = words.findIndex(({ kind }) => kind !== 'space' && kind !== 'comment')
  return textOf(words.slice(0, first))
}

/** version(), variables and catalogue tables that the server behind has not, or has otherwise. */
function replaced(words: readonly Word[], profile: Profile, variables: Variables): { sql: string } | Refusal {
  const out: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined) break
    if (word.kind === 'variable' && word.text.startsWith('@@')) {
      const [, scope, name = ''] = /^@@(?:(\w+)\s*\.\s*)?(\w+)$/.exec(word.text) ?? []
      if (variables.isUnknown(name)) return unknown(name)
      const value = variables.get(name, scope?.toLowerCase() === 'global')
      out.push(value === undefined ? word.text : /^\d+$/.test(value) ? value : `'${value}'`)
      continue
    }
    const [next, afterNext] = [words[at + 1], words[at + 2]]
    if (word.kind === 'word' && /^version$/i.test(word.text) && next?.text === '(' && afterNext?.text === ')') {
      out.push(`'${profile.version}'`)
      at += 2
      continue
    }
    const table =
      isNamed(word, 'information_schema') && next?.text === '.' && afterNext !== undefined ? unquoted(afterNext).toLowerCase() : ''
    const catalogue = CATALOGUE[table]?.(profile)
    if (catalogue !== undefined) {
      at += 2
      out.push(`(${catalogue})${hasAlias(words.slice(at + 1)) ? '' : ` as \`${table}\``}`)
      continue
    }
    out.push(word.text)
  }
  return { sql: out.join('') }
}

const isNamed = (word: Word, name: string) => (word.kind === 'word' || word.kind === 'name') && unquoted(word).toLowerCase() === name

const CLAUSES = new Set([
  'where',
  'on',
  'order',
  'group',
  'having',
  'limit',
  'join',
  'left',
  'right',
  'inner',
  'cross',
  'natural',
  'union',
  'procedure',
  'for',
])

function hasAlias(words: readonly Word[]): boolean {
  const [first] = loud(words)
  return first !== undefined && (first.kind === 'name' || (first.kind === 'word' && !CLAUSES.has(first.text.toLowerCase())))
}

const TABLE_COLUMNS = [
  'table_catalog, table_schema, table_name, table_type',
  'version, row_format, table_rows, avg_row_length',
  'max_data_length, index_length, data_free, auto_increment, create_time, update_time, check_time, table_collation',
  'checksum, create_options, table_comment',
].join(', ')

/** Tables of information_schema that say something else there; undefined where the version has nothing to hide. */
const CATALOGUE: Record<string, (profile: Profile) => string | undefined> = {
  // METADB.md, "mariadb-dump": NULL in 3.1.0 to 3.1.2 and 4.0.0 to 4.2.0. "information_schema": sizes NULL or 0, on every version.
  tables({ release }) {
    const engine = release >= 40000 && release <= 40200 ? 'cast(null as char(64))' : 'engine'
    return `select ${TABLE_COLUMNS}, ${engine} as engine, if(table_type = 'BASE TABLE', 0, data_length) as data_length from information_schema.tables`
  },
  // METADB.md, "information_schema": a constant collation up to 4.1.0_BP3.
  schemata({ release }) {
    if (release > 40100) return undefined
    return `select catalog_name, schema_name, 'utf8mb4' as default_character_set_name,
      'utf8mb4_general_ci' as default_collation_name, sql_path from information_schema.schemata`
  },
}

function nameOf(words: readonly Word[]): string | undefined {
  const name = loud(words)
    .slice(2)
    .find((word) => word.kind === 'name' || (word.kind === 'word' && !/^(if|not|exists)$/i.test(word.text)))
  return name === undefined ? undefined : unquoted(name)
}

/** Whether the statement uses the database, other than to create or drop it. */
export function uses(sql: string, database: string): boolean {
  if (/^\s*(?:\/\*(?!!)[\s\S]*?\*\/\s*)?(?:create|drop)\s+(?:database|schema)\b/i.test(sql)) return false
  return sql.includes(`\`${database.replaceAll('`', '``')}\``) || new RegExp(`\\b${database.replaceAll(/\W/g, '\\$&')}\\s*\\.`).test(sql)
}
