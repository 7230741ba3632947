import { createPool, escapeId, type Pool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise'
import type { OmsConfig } from './config.ts'

type Value = string | number | null

/** One database of the MetaDB, with sessions that stay open while OMS lives, as the real parts of OMS hold theirs. */
export interface Database {
  name: string
  rows(sql: string, values?: Value[]): Promise<RowDataPacket[]>
  /** Returns the number of affected rows. */
  write(sql: string, values?: Value[]): Promise<number>
}

export interface MetaDb {
  rm: Database
  cm: Database
  heartbeat: Database
  close(): Promise<void>
}

/** Opens a session to each of the three databases. Throws where one of them is missing or refuses. */
export async function openMetaDb(config: OmsConfig): Promise<MetaDb> {
  const pools: Pool[] = []
  const open = (name: string): Database => {
    const pool = createPool({
      ...config.metaDb,
      database: name,
      connectionLimit: 2,
      maxIdle: 2,
      idleTimeout: 24 * 3_600_000,
      connectTimeout: 5_000,
      enableKeepAlive: true,
    })
    pools.push(pool)
    return {
      name,
      rows: async (sql, values = []) => (await pool.query<RowDataPacket[]>(sql, values))[0],
      write: async (sql, values = []) => (await pool.query<ResultSetHeader>(sql, values))[0].affectedRows,
    }
  }
  const { rm, cm, heartbeat } = config.databases
  const metaDb = { rm: open(rm), cm: open(cm), heartbeat: open(heartbeat) }
  const close = async () => {
    await Promise.allSettled(pools.map((pool) => pool.end()))
  }
  try {
    for (const database of [metaDb.rm, metaDb.cm, metaDb.heartbeat]) await database.rows(`select 1 as ${escapeId('alive')}`)
  } catch (error) {
    await close()
    throw error
  }
  return { ...metaDb, close }
}
