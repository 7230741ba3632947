import { setTimeout as pause } from 'node:timers/promises'
import type { LastWrites } from '../../procedure/ports/metadb.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'

const UNKNOWN_VARIABLE = 1193
// Others tell when their file was written, which is later than the row, and also when nobody wrote one.
const TELLING = "'InnoDB', 'MyISAM'"
const SETTLE_MS = 250
// A table that is written all the time never settles; whoever compares sees it change.
const TRIES = 12

/**
 * From the catalogue alone, without a row. The server tells seconds: `settled` waits until the second of the newest write is over, so
 * that a later one cannot look the same.
 */
export async function lastWrites(session: Session, databases: readonly string[], settled: boolean): Promise<LastWrites> {
  if (databases.length === 0) return {}
  // MySQL 8 answers from a cache of a day unless told otherwise.
  await session.plain('set session information_schema_stats_expiry = 0').catch((error: { errno?: number }) => {
    if (error.errno !== UNKNOWN_VARIABLE) throw error
  })
  for (let tried = 1; ; tried += 1) {
    const rows = await session.rows(
      `select table_schema as db, table_name as name, if(engine in (${TELLING}), unix_timestamp(update_time), null) as at, unix_timestamp() as now
         from information_schema.tables
        where table_schema in (${databases.map(() => '?').join(', ')}) and table_type not in ('VIEW', 'SYSTEM VIEW', 'TEMPORARY')`,
      [...databases],
    )
    const isHot = rows.some((row) => row['at'] != null && toNumber(row['at']) >= toNumber(row['now']))
    if (!settled || !isHot || tried === TRIES)
      return Object.fromEntries(rows.map((row) => [`${row['db']}.${row['name']}`, row['at'] == null ? null : toNumber(row['at'])]))
    await pause(SETTLE_MS)
  }
}
