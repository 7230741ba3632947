import { ask, identifier, literal } from './ask.ts'
import type { Login } from './login.ts'
import { RefereeError } from './referee-error.ts'
import type { DatabasePicture, TablePicture } from './table-picture.ts'

// For servers whose dump no tool writes whole: every definition as the server says it, every row as text.

const BINARY = /^(tinyblob|blob|mediumblob|longblob|binary|varbinary|bit|geometry|point|linestring|polygon)$/
const NEXT_NUMBER = /^(\) .*?)AUTO_INCREMENT ?= ?(\d+) ?/m

// seekdb prints a join without a condition like this, and with brackets once the view was made from that very text.
const BARE_JOIN = ' on 1=1 '

/** Everything of a database, read by the command line client alone. */
export async function clientPicture(login: Login, database: string): Promise<DatabasePicture> {
  const listed = await ask(login, `show full tables from ${identifier(database)}`)
  const picture: DatabasePicture = {
    options: await shown(login, `show create database ${identifier(database)}`, 1),
    tables: {},
    views: {},
    objects: '',
  }
  for (const [name = '', type = ''] of listed) {
    const place = `${identifier(database)}.${identifier(name)}`
    if (type === 'VIEW') picture.views[name] = (await shown(login, `show create view ${place}`, 1)).replaceAll(BARE_JOIN, ' on (1 = 1)')
    else picture.tables[name] = await table(login, database, name, place)
  }
  picture.objects = await objects(login, database)
  return picture
}

/** One column of the only row. */
async function shown(login: Login, statement: string, column: number): Promise<string> {
  const rows = await ask(login, statement)
  const text = rows[0]?.[column]
  if (rows.length !== 1 || text === undefined) throw new RefereeError(`${statement} gave ${rows.length} rows`)
  return text
}

async function table(login: Login, database: string, name: string, place: string): Promise<TablePicture> {
  const text = await shown(login, `show create table ${place}`, 1)
  const columns = await ask(
    login,
    `select column_name, data_type from information_schema.columns
      where table_schema = ${literal(database)} and table_name = ${literal(name)} order by ordinal_position`,
  )
  const values = columns.map(([column = '', type = '']) => asText(identifier(column), type.toLowerCase()))
  const number = NEXT_NUMBER.exec(text)?.[2]
  return {
    definition: text.replace(NEXT_NUMBER, '$1'),
    nextNumber: number === undefined ? null : Number(number),
    columns: columns.map(([column = '']) => column),
    rows: await ask(login, `select ${values.join(', ')} from ${place}`),
    floats: [],
  }
}

/** As a literal: NULL and the text NULL are told apart. */
function asText(column: string, type: string): string {
  return BINARY.test(type) ? `ifnull(concat('0x', hex(${column})), 'NULL')` : `quote(${column})`
}

async function objects(login: Login, database: string): Promise<string> {
  const triggers = await ask(
    login,
    `select trigger_name from information_schema.triggers where trigger_schema = ${literal(database)} order by trigger_name`,
  )
  const routines = await ask(
    login,
    `select routine_type, routine_name from information_schema.routines where routine_schema = ${literal(database)} order by 1, 2`,
  )
  const named = [
    ...triggers.map(([name = '']) => ['trigger', name]),
    ...routines.map(([kind = '', name = '']) => [kind.toLowerCase(), name]),
  ]
  // OceanBase has no events, and no view that would list them.
  const lists = await ask(
    login,
    "select 1 from information_schema.tables where table_schema = 'information_schema' and table_name = 'EVENTS'",
  )
  if (lists.length > 0) {
    const sql = `select event_name from information_schema.events where event_schema = ${literal(database)} order by event_name`
    named.push(...(await ask(login, sql)).map(([name = '']) => ['event', name]))
  }
  const texts: string[] = []
  for (const [kind, name = ''] of named) {
    const rows = await ask(login, `show create ${kind} ${identifier(database)}.${identifier(name)}`)
    // The last column of a trigger is when it was made.
    texts.push(...rows.map((row) => row.slice(0, 6).join('\n')))
  }
  return texts.join('\n\n')
}
