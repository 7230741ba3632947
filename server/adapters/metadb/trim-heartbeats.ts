import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Heartbeats, TrimResult } from '../../procedure/ports/metadb.ts'
import { missingTable } from './missing-table.ts'
import type { Session } from './session.ts'
import { finishSwap, swapTable } from './swap-table.ts'
import { toNumber } from './to-number.ts'

// Spelled so in OMS.
const TABLE = 'heatbeat_sequence'
const CHUNK_ROWS = 10_000

/** Rows and highest id; `missing` only where the server says that there is no such table. */
export async function readHeartbeats(session: Session, database: string): Promise<Heartbeats | 'missing'> {
  await session.allowLongStatements()
  const table = `${quoteIdentifier(database)}.${quoteIdentifier(TABLE)}`
  const [row] = await session.plain(`select count(*) as n, max(id) as newest from ${table}`).catch(missingTable(session, database))
  return row ? { rows: toNumber(row['n']), maximumId: toNumber(row['newest']) } : 'missing'
}

/** Step 2.2 of the document, without its self-referencing subquery (error 1093) and without its wait: a large table is swapped. */
export async function trimHeartbeats(
  session: Session,
  database: string,
  { swapAboveRows, signal }: { swapAboveRows: number; signal?: AbortSignal },
): Promise<TrimResult> {
  await session.allowLongStatements()
  await session.plain('set session lock_wait_timeout = 30').catch(() => undefined)
  await finishSwap(session, database, TABLE)
  const before = await present(session, database)
  if (before.rows <= 1) return { before, after: before, method: 'nothing-to-do' }

  const method = before.rows > swapAboveRows && (await isPlain(session, database)) ? 'swap' : 'delete'
  if (method === 'swap') await swapTable(session, database, TABLE, before.maximumId)
  else await deleteBelow(session, database, before.maximumId, signal)
  return { before, after: await present(session, database), method }
}

async function deleteBelow(session: Session, database: string, maximumId: number, signal?: AbortSignal): Promise<void> {
  const sql = `delete from ${quoteIdentifier(database)}.${quoteIdentifier(TABLE)} where id < ? order by id limit ${CHUNK_ROWS}`
  // Each chunk commits by itself, so an abort or a lost connection keeps what was done.
  for (let deleted = CHUNK_ROWS; deleted === CHUNK_ROWS; ) {
    signal?.throwIfAborted()
    deleted = await session.change(sql, [maximumId])
  }
}

/** A copy made by `create table like` has no triggers and no foreign keys: a table that has some is trimmed by delete. */
async function isPlain(session: Session, database: string): Promise<boolean> {
  const [row] = await session.rows(
    `select (select count(*) from information_schema.triggers where event_object_schema = ? and event_object_table = ?)
      + (select count(*) from information_schema.key_column_usage where (table_schema = ? and table_name = ? and referenced_table_name is not null)
      or (referenced_table_schema = ? and referenced_table_name = ?)) as n`,
    [database, TABLE, database, TABLE, database, TABLE],
  )
  return toNumber(row?.['n']) === 0
}

async function present(session: Session, database: string): Promise<Heartbeats> {
  const heartbeats = await readHeartbeats(session, database)
  if (heartbeats === 'missing') throw Object.assign(new Error(`Table '${database}.${TABLE}' doesn't exist`), { errno: 1146 })
  return heartbeats
}
