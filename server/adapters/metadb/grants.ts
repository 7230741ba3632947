/** One line of SHOW GRANTS that speaks of everything or of one database. */
export interface Grant {
  revokes: boolean
  /** Upper case, without column lists; `ALL PRIVILEGES` where it says so. */
  privileges: string[]
  /** Null: `*.*`. Otherwise the pattern as stored, with `%`, `_` and backslash escapes. */
  databasePattern: string | null
  /** User or role, as the line spells it. */
  grantee: string
}

const NAME = '(?:`(?:[^`]|``)*`|\'(?:[^\']|\'\')*\'|"(?:[^"]|"")*"|[^\\s.@]+)'
const LINE = new RegExp(`^(GRANT|REVOKE) (.+?) ON (?:TABLE )?(\\*|${NAME})\\.(\\*|${NAME}) (?:TO|FROM) (${NAME}(?:@${NAME})?)`, 'i')

/** Grants on `*.*` and on whole databases; lines on single tables, routines and roles are left out: they cover no database. */
export function parseGrants(lines: readonly string[]): Grant[] {
  return lines.flatMap((line) => {
    const [, verb = '', privileges = '', database = '', table = '', grantee = ''] = LINE.exec(line) ?? []
    if (table !== '*') return []
    return [
      {
        revokes: verb.toUpperCase() === 'REVOKE',
        privileges: privileges
          .replace(/\([^)]*\)/g, '')
          .split(',')
          .map((name) => name.trim().toUpperCase()),
        databasePattern: database === '*' ? null : unquote(database),
        grantee,
      },
    ]
  })
}

function unquote(name: string): string {
  const quote = name[0] ?? ''
  return '`\'"'.includes(quote) ? name.slice(1, -1).replaceAll(quote + quote, quote) : name
}
