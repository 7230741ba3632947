import type { Profile } from './profiles.ts'
import { loud, splitByComma, textOf, unquoted, type Word } from './sql-words.ts'
import type { Refusal } from './wire.ts'

/**
 * Variables that the server behind does not have, or that mean nothing to OceanBase (METADB.md, "statement limits": max_execution_time and
 * lock_wait_timeout are accepted without effect). The others are the server's own.
 */
export class Variables {
  readonly #profile: Profile
  readonly #globals: Map<string, string>
  readonly #own: Map<string, string>

  constructor(profile: Profile, globals: Map<string, string>) {
    this.#profile = profile
    this.#globals = globals
    this.#own = new Map(globals)
  }

  get(name: string, isGlobal = false): string | undefined {
    return (isGlobal ? this.#globals : this.#own).get(name.toLowerCase())
  }

  /** In seconds; what METADB.md asks of every session of the panel. */
  get statementLimit(): number {
    return Number(this.get('ob_query_timeout')) / 1e6
  }

  /** What is left for the server behind; null where nothing is. */
  set(words: readonly Word[]): { sql: string | null } | Refusal {
    const left: string[] = []
    const taken: { isGlobal: boolean; name: string; value: string }[] = []
    let scope = 'session'
    const [, ...rest] = trimmed(words)
    for (const part of splitByComma(rest)) {
      const own = loud(part)
      const first = own[0]?.text.toLowerCase() ?? ''
      const isScoped = /^(global|session|local)$/.test(first)
      if (isScoped) scope = first
      const [variable, equals, ...value] = own.slice(isScoped ? 1 : 0)
      const [, inName, name = ''] = /^(?:@@(?:(\w+)\s*\.\s*)?)?(\w+)$/.exec(variable?.text ?? '') ?? []
      const isAssignment = equals?.text === '=' || equals?.text === ':'
      if (isAssignment && this.isUnknown(name)) return unknown(name)
      if (isAssignment && this.#globals.has(name.toLowerCase())) {
        const [word] = value.filter(({ text }) => text !== '=')
        const given = word === undefined ? '' : unquoted(word)
        taken.push({ isGlobal: (inName ?? scope).toLowerCase() === 'global', name: name.toLowerCase(), value: given })
      } else left.push(`${scope === 'global' && !isScoped && variable?.kind === 'word' ? 'global ' : ''}${textOf(part).trim()}`)
    }
    for (const { isGlobal, name, value } of taken) this.#take(isGlobal, name, value)
    return { sql: left.length === 0 ? null : `set ${left.join(', ')}` }
  }

  #take(isGlobal: boolean, name: string, value: string): void {
    // A proxy that was told so reads from followers whatever a session says (METADB.md, "ODP": obproxy_read_consistency).
    if (name === 'ob_read_consistency' && this.#profile.readsWeakly) return
    const values = isGlobal ? this.#globals : this.#own
    values.set(name, value.toLowerCase() === 'default' ? (this.#globals.get(name) ?? '') : value)
  }

  isUnknown(name: string): boolean {
    return UNKNOWN.some((each) => each.name === name.toLowerCase() && this.#profile.release < (each.before ?? Number.POSITIVE_INFINITY))
  }

  /** SHOW VARIABLES as a question to the server behind. */
  shown(isGlobal: boolean, condition: string): string {
    const table = `information_schema.${isGlobal ? 'global' : 'session'}_variables`
    const own = [...(isGlobal ? this.#globals : this.#own)]
    const hidden = [...own.map(([name]) => name), ...UNKNOWN.map(({ name }) => name).filter((name) => this.isUnknown(name))]
    const theirs = `select lower(variable_name) as Variable_name, variable_value as Value from ${table}
      where lower(variable_name) not in (${hidden.map((name) => `'${name}'`).join(', ')}) and variable_name not regexp '^(aria|wsrep|rocksdb|system_versioning)_'`
    const ours = own.map(([name, value]) => `select '${name}', '${value}'`)
    const where = /^like\b/i.test(condition) ? `where Variable_name ${condition}` : condition
    return `select Variable_name, Value from (${[theirs, ...ours].join(' union all ')}) as variables ${where} order by 1`
  }
}

export function globalsOf(profile: Profile): Map<string, string> {
  return new Map([
    ['version', profile.version],
    ['version_comment', profile.comment],
    ['max_allowed_packet', String(profile.packetBytes)],
    ['ob_query_timeout', '10000000'],
    ['ob_trx_timeout', String(profile.trxTimeoutUs)],
    ['ob_trx_idle_timeout', String(profile.trxIdleTimeoutUs)],
    ['ob_read_consistency', profile.readsWeakly ? 'WEAK' : 'STRONG'],
    ['max_execution_time', '0'],
    ['lock_wait_timeout', '31536000'],
    ...(profile.release < 40301 ? [] : [['information_schema_stats_expiry', '86400'] as const]),
  ])
}

// METADB.md, "dump header" (SQL_NOTES before 4.0, the expiry before 4.3.1) and "1064" (event_scheduler); max_statement_time is MariaDB's.
const UNKNOWN: { name: string; before?: number }[] = [
  { name: 'sql_notes', before: 40000 },
  { name: 'information_schema_stats_expiry', before: 40301 },
  { name: 'event_scheduler' },
  { name: 'max_statement_time' },
]

export function unknown(name: string): Refusal {
  return { errno: 1193, state: 'HY000', message: `Unknown system variable '${name.toLowerCase()}'` }
}

function trimmed(words: readonly Word[]): readonly Word[] {
  const first = words.findIndex(({ kind }) => kind === 'word')
  return words.slice(first).filter(({ text }) => text !== ';')
}
