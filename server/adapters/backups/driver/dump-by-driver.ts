import type { FileHandle } from 'node:fs/promises'
import { quoteIdentifier } from '../../../domain/quote-identifier.ts'
import { RESTORE_SETTINGS } from '../../../domain/restore-session.ts'
import type { MetaDbLogin } from '../../../procedure/ports/metadb.ts'
import { ConnectionSource } from '../../metadb/connection-source.ts'
import { tableNames } from '../../metadb/read-structure.ts'
import { isRefusal, type Session } from '../../metadb/session.ts'
import { type DumpedTable, dumpedTable, parentsFirst } from './dumped-table.ts'
import { closing, FIRST_LINE, framed } from './panel-dump.ts'

const BATCH_BYTES = 1_000_000
/** No statement reads for long: some servers end one after a while, whatever the session asks. */
const PAGE_ROWS = 50_000

/** What a session that restores needs; each only where the server knows it, so the file holds nothing that it would refuse. */
const HEADER = [
  "time_zone = '+00:00'",
  'foreign_key_checks = 0',
  'unique_checks = 0',
  ...RESTORE_SETTINGS,
  'max_statement_time = 3600',
  'ob_query_timeout = 3600000000',
  'ob_trx_timeout = 3700000000',
]
// Lenient, as what is stored may have been stored so: dates of zeros, texts that were cut.
const SQL_MODE = "sql_mode = ''"
// An AUTO_INCREMENT of 0 stays 0. For rows alone: on OceanBase a generated column keeps the mode it was made in, and a view on it is broken then.
const SQL_MODE_OF_ROWS = "sql_mode = 'NO_AUTO_VALUE_ON_ZERO'"

interface Dumped {
  database: string
  tables: string[]
  withoutRows?: boolean
  handle: FileHandle
  now: Date
}

/** Writes the tables of a database as the panel's own dump, all of one moment. */
export async function dumpByDriver(
  login: MetaDbLogin,
  { database, tables, withoutRows = false, handle, now }: Dumped,
  signal: AbortSignal,
): Promise<void> {
  await new ConnectionSource(login).use(async (session) => {
    const header = await prepare(session, database, tables)
    const found: DumpedTable[] = []
    for (const name of tables) found.push(await dumpedTable(session, database, name))
    const [row] = await session.plain('select version() as version')
    const source = JSON.stringify({ database, server: String(row?.['version']) })
    await handle.writeFile(
      `${FIRST_LINE}\n-- ${source}\n-- Plain SQL: any client of the server restores it. Lengths are for the panel.\n\n`,
    )
    let number = 0
    const write = async (statement: string): Promise<void> => {
      number += 1
      await handle.writeFile(framed(number, statement))
    }
    for (const statement of header) await write(statement)
    for (const { definition } of parentsFirst(found)) await write(definition)
    if (await isTaken(session, SQL_MODE_OF_ROWS)) await write(`SET SESSION ${SQL_MODE_OF_ROWS}`)
    const counts = []
    for (const table of found) counts.push({ table: table.name, rows: withoutRows ? 0 : await writeRows(session, table, write) })
    await handle.writeFile(closing(counts, now))
  }, signal)
}

/** Everything but the rows: the snapshot, each table's definition and its first row. */
export async function probeDriver(login: MetaDbLogin, database: string, signal: AbortSignal): Promise<void> {
  await new ConnectionSource(login).use(async (session) => {
    await session.plain(`use ${quoteIdentifier(database)}`)
    const { tables } = await tableNames(session, database)
    await prepare(session, database, tables)
    for (const name of tables) {
      const table = await dumpedTable(session, database, name)
      for await (const _ of session.stream(`${select(table)} limit 1`));
    }
  }, signal)
}

/** The session sees one moment from here on, and names, texts and times as the header will say. Returns the statements of the header. */
async function prepare(session: Session, database: string, [first]: string[]): Promise<string[]> {
  const header = ['SET NAMES utf8mb4']
  await session.allowLongStatements()
  for (const setting of [SQL_MODE, ...HEADER]) if (await isTaken(session, setting)) header.push(`SET SESSION ${setting}`)
  await session.plain('set session sql_quote_show_create = 1').catch((error: unknown) => {
    if (!isRefusal(error)) throw error
  })
  await session.plain(`use ${quoteIdentifier(database)}`)
  await session.plain('set session transaction isolation level repeatable read')
  await session.plain('start transaction with consistent snapshot')
  // OceanBase takes the snapshot only when a table is read.
  if (first !== undefined) await session.plain(`select 1 from ${quoteIdentifier(first)} limit 1`)
  return header
}

/** Whether the server knows a setting and lets this account have it. */
async function isTaken(session: Session, setting: string): Promise<boolean> {
  try {
    await session.plain(`set session ${setting}`)
    return true
  } catch (error) {
    if (!isRefusal(error)) throw error
    return false
  }
}

function select({ name, columns }: DumpedTable): string {
  return `select ${columns.map(({ expression }) => expression).join(', ')} from ${quoteIdentifier(name)}`
}

/** In statements of a megabyte at most, unless one row alone is longer; returns how many rows there were. */
async function writeRows(session: Session, table: DumpedTable, write: (statement: string) => Promise<void>): Promise<number> {
  const { name, columns } = table
  const insert = `INSERT INTO ${quoteIdentifier(name)} (${columns.map((column) => quoteIdentifier(column.name)).join(', ')}) VALUES\n`
  let rows = 0
  let batch: string[] = []
  let bytes = insert.length
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await write(insert + batch.join(',\n'))
    batch = []
    bytes = insert.length
  }
  for await (const row of rowsOf(session, table)) {
    const values = columns.map(({ write: literal }, place) => {
      const value = row[place]
      return value == null ? 'NULL' : literal(value)
    })
    const tuple = `(${values.join(', ')})`
    const length = Buffer.byteLength(tuple) + 2
    if (bytes + length > BATCH_BYTES) await flush()
    batch.push(tuple)
    bytes += length
    rows += 1
  }
  await flush()
  return rows
}

async function* rowsOf(session: Session, table: DumpedTable): AsyncGenerator<(Buffer | null)[]> {
  const key = table.key === null ? undefined : table.columns[table.key]
  if (table.key === null || key === undefined) {
    yield* session.stream(select(table))
    return
  }
  const column = quoteIdentifier(key.name)
  for (let after: string | null = null; ; ) {
    const where: string = after === null ? '' : ` where ${column} > ${after}`
    let rows = 0
    for await (const row of session.stream(`${select(table)}${where} order by ${column} limit ${PAGE_ROWS}`)) {
      const value = row[table.key]
      after = value == null ? after : key.write(value)
      rows += 1
      yield row
    }
    if (rows < PAGE_ROWS) return
  }
}
