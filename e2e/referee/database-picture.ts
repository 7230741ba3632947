import { ask, identifier, literal } from './ask.ts'
import { clientPicture } from './client-picture.ts'
import { type Dump, type DumpTool, dump } from './dump.ts'
import { dumpedDefinition } from './dumped-definition.ts'
import { readInsert } from './insert-line.ts'
import type { Login } from './login.ts'
import { RefereeError } from './referee-error.ts'
import type { DatabasePicture } from './table-picture.ts'

const TRIES = 4

/**
 * Everything of a database. `ticking`: tables that others write while they are looked at, so that their rows cannot stand still. `by`: the
 * tool that fits the server, or the client where none does.
 */
export async function databasePicture(
  login: Login,
  database: string,
  ticking: string[],
  by?: DumpTool | 'client',
): Promise<DatabasePicture> {
  for (let attempt = 1; ; attempt++) {
    const before = await counts(login, database)
    const picture = by === 'client' ? await clientPicture(login, database) : readDump(database, await dump(login, database, by))
    const after = await counts(login, database)
    const wrong = miscounted(picture, before, after, ticking)
    if (wrong === null) return await withFloats(login, database, picture)
    // Somebody may have written in between; a tool that leaves rows out does so each time.
    if (attempt === TRIES) throw new RefereeError(`${database}: ${wrong}`)
  }
}

async function counts(login: Login, database: string): Promise<Map<string, number>> {
  const names = await ask(
    login,
    `select table_name from information_schema.tables where table_schema = ${literal(database)} and table_type <> 'VIEW' order by table_name`,
  )
  if (names.length === 0) return new Map()
  const one = ([name = '']: string[]) => `select ${literal(name)}, count(*) from ${identifier(database)}.${identifier(name)}`
  const rows = await ask(login, names.map(one).join(' union all '))
  return new Map(rows.map(([name = '', count = '']) => [name, Number(count)]))
}

async function withFloats(login: Login, database: string, picture: DatabasePicture): Promise<DatabasePicture> {
  const columns = await ask(
    login,
    `select table_name, column_name from information_schema.columns where table_schema = ${literal(database)} and data_type = 'float'`,
  )
  for (const [name = '', column = ''] of columns) {
    const value = `${identifier(column)} + 0e0`
    const rows = await ask(login, `select ${value} from ${identifier(database)}.${identifier(name)} order by 1`)
    picture.tables[name]?.floats.push(...rows.map(([text]) => `${column}: ${text}`))
  }
  return picture
}

/** What contradicts the server's own count. */
function miscounted(
  { tables }: DatabasePicture,
  before: Map<string, number>,
  after: Map<string, number>,
  ticking: string[],
): string | null {
  for (const name of new Set([...Object.keys(tables), ...before.keys(), ...after.keys()])) {
    const table = tables[name]
    const [first, last] = [before.get(name), after.get(name)]
    if (table === undefined) return `table ${name} is not in the dump`
    if (first === undefined || last === undefined) return `table ${name} came or went while it was looked at`
    const rows = table.rows.length
    const isRight = ticking.includes(name)
      ? rows >= Math.min(first, last) && rows <= Math.max(first, last)
      : rows === first && rows === last
    if (!isRight) return `table ${name} has ${rows} rows in the dump, ${first} before it and ${last} after it`
  }
  return null
}

const HEADING =
  /^-- (Table structure for table|Temporary (?:table|view) structure for view|Final view structure for view|Current Database:) `(.*)`$/

function readDump(database: string, { definitions, rows, objects }: Dump): DatabasePicture {
  const picture: DatabasePicture = { options: '', tables: {}, views: {}, objects: framed(objects) }
  const chunks: { kind: string; name: string; lines: string[] }[] = []
  for (const line of framed(definitions).split('\n')) {
    const heading = HEADING.exec(line)
    if (heading !== null) chunks.push({ kind: heading[1] ?? '', name: (heading[2] ?? '').replaceAll('``', '`'), lines: [] })
    else chunks.at(-1)?.lines.push(line)
  }
  for (const { kind, name, lines } of chunks) {
    const text = unframed(lines)
    // Named once more before the views.
    if (kind === 'Current Database:') picture.options ||= text
    else if (kind.startsWith('Final')) picture.views[name] = text
    else if (kind.startsWith('Table')) picture.tables[name] = { ...dumpedDefinition(text), columns: [], rows: [], floats: [] }
  }
  if (!picture.options.includes('CREATE DATABASE')) throw new RefereeError(`the dump of ${database} has no CREATE DATABASE`)
  for (const line of rows.split('\n')) {
    if (!line.startsWith('INSERT INTO ')) continue
    const row = readInsert(line)
    const table = picture.tables[row.table]
    if (table === undefined) throw new RefereeError(`a row of a table that is not in the dump of ${database}: ${row.table}`)
    table.columns = row.columns
    table.rows.push(row.values)
  }
  return picture
}

/** The last line of what it sets before; MariaDB's tool has other words for it since 10.6.16. */
const FIRST = /(?:SQL_NOTES|NOTE_VERBOSITY)=0 \*\/;\n/
const LAST = '\n/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;'

/** Without what the tool sets before and gives back behind; nothing in between is left out, comments of a body neither. */
function framed(text: string): string {
  const [first, end] = [FIRST.exec(text), text.lastIndexOf(LAST)]
  if (first === null || end < 0) throw new RefereeError('a dump does not begin or end as the tool writes it')
  return text.slice(first.index + first[0].length, end).trim()
}

/** Without the lines that only set headings apart. */
const unframed = (lines: string[]) =>
  lines
    .join('\n')
    .replace(/^--\n/, '')
    .replace(/(\n--)?\s*$/, '')
    .trim()
