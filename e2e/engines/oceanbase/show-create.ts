import type { Profile } from './profiles.ts'

/** The cells of a row, as the server behind gave them. */
export type RowChange = (cells: readonly (string | null)[]) => (string | null)[]

const DEFAULT_COLLATION = 'utf8mb4_general_ci'

const second =
  (change: (text: string) => string): RowChange =>
  (cells) =>
    cells.map((cell, place) => (place === 1 && cell !== null ? change(cell) : cell))

/**
 * As developer.aliyun.com/ask/204690 prints it, with REPLICA_NUM up to 3.x (METADB.md, "information_schema"); a collation that is the
 * default of its character set is left out.
 */
export function createDatabase({ release }: Profile): RowChange {
  return second((text) => {
    const [, name, characterSet = '', collation = DEFAULT_COLLATION] =
      /^CREATE DATABASE (`(?:[^`]|``)*`) \/\*!40100 DEFAULT CHARACTER SET (\w+)(?: COLLATE (\w+))?/.exec(text) ?? []
    const collate = collation === DEFAULT_COLLATION ? '' : ` DEFAULT COLLATE = ${collation}`
    return `CREATE DATABASE ${name} DEFAULT CHARACTER SET = ${characterSet}${collate}${release < 40000 ? ' REPLICA_NUM = 1' : ''}`
  })
}

const KEPT =
  " ROW_FORMAT = DYNAMIC COMPRESSION = 'zstd_1.3.8' REPLICA_NUM = 1 BLOCK_SIZE = 16384 USE_BLOOM_FILTER = FALSE TABLET_SIZE = 134217728 PCTFREE = 0"

/** METADB.md, "SHOW CREATE TABLE": how it is kept, up to 4.1.0_BP1; then `_show_ddl_in_compat_mode` leaves it out. */
export function createTable({ release }: Profile): RowChange {
  if (release > 40100) return (cells) => [...cells]
  const local = release < 40000 ? '' : ' LOCAL'
  return second((text) => {
    // A view: its text is in the second cell too.
    if (!/^CREATE TABLE\b/.test(text)) return text
    const keyed = text.replaceAll(/^(\s+(?:UNIQUE )?KEY .*\))(,?)$/gm, `$1 BLOCK_SIZE 16384${local}$2`)
    return `${keyed.replace(/ ENGINE=\w+/, '')}${KEPT}`
  })
}

/** The same, taken back: the server behind knows none of it. */
export function withoutStorage(sql: string): string {
  return sql.replace(KEPT, '').replaceAll(/ BLOCK_SIZE 16384(?: LOCAL)?(?=,?\n)/g, '')
}

/** METADB.md, "views": without ALGORITHM, DEFINER and SQL SECURITY. */
export const createView: RowChange = second((text) =>
  text.replace(/^CREATE ALGORITHM=\w+ DEFINER=`(?:[^`]|``)*`@`(?:[^`]|``)*` SQL SECURITY \w+ VIEW/, 'CREATE VIEW'),
)
