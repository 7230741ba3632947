import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { Heartbeats, TrimResult } from '../../procedure/ports/metadb.ts'
import type { ConnectionSource } from './connection-source.ts'
import { missingTable } from './missing-table.ts'
import type { Session } from './session.ts'
import { finishSwap, swapTable } from './swap-table.ts'
import { toNumber } from './to-number.ts'

// Spelled so in OMS.
const TABLE = 'heatbeat_sequence'
const CHUNK_ROWS = 10_000
const LOCK_WAIT_SECONDS = 30

/** Rows and highest id; `missing` only where the server says that there is no such table. */
export async function readHeartbeats(session: Session, database: string): Promise<Heartbeats | 'missing'> {
  await session.allowLongStatements()
  const table = `${quoteIdentifier(database)}.${quoteIdentifier(TABLE)}`
  const [row] = await session.plain(`select count(*) as n, max(id) as newest from ${table}`).catch(missingTable(session, database))
  return row ? { rows: toNumber(row['n']), maximumId: toNumber(row['newest']) } : 'missing'
}

/** Step 2.2 of the document, without its self-referencing subquery (error 1093) and without its wait: a large table is swapped. */
export async function trimHeartbeats(
  source: Pick<ConnectionSource, 'use'>,
  database: string,
  { swapAboveRows, signal }: { swapAboveRows: number; signal?: AbortSignal },
): Promise<TrimResult> {
  const place = { database, table: TABLE }
  const count = () => source.use((session) => present(session, database), signal)
  await finishSwap(source, place, signal)
  const before = await count()
  if (before.rows <= 1) return { before, after: before, method: 'nothing-to-do' }

  const mayBeSwapped = before.rows > swapAboveRows && (await source.use((session) => isPlain(session, database), signal))
  if (mayBeSwapped) await swapTable(source, place, before.maximumId, signal)
  else await source.use((session) => deleteBelow(session, database, before.maximumId, signal), signal)
  return { before, after: await count(), method: mayBeSwapped ? 'swap' : 'delete' }
}

async function deleteBelow(session: Session, database: string, maximumId: number, signal?: AbortSignal): Promise<void> {
  await session.allowLongStatements()
  await session.limitLockWait(LOCK_WAIT_SECONDS)
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
