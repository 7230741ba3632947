import { type Connection, createConnection, escapeId, type RowDataPacket } from 'mysql2/promise'
import type { TraitName } from '../traits.ts'
import { schema331 } from './schema-331.ts'
import { seedRows } from './seed-rows.ts'
import { spelledVersion } from './version-text.ts'

export interface SeedMetaDbOptions {
  host: string
  port: number
  user: string
  password: string
  databases: { rm: string; cm: string; heartbeats: string[] }
  version: '3.3.1'
  hostIp: string
  region?: string
  /** Rows of heatbeat_sequence in each heartbeat database; 30,000 where not given. */
  heartbeatRows?: number
  /** The console account; admin / OmsAdmin#2024 where not given. */
  account?: { name: string; password: string }
  /** Of these, the ones that rows of OMS's own tables show. */
  traits?: readonly TraitName[]
}

/** How far AUTO_INCREMENT is beyond the newest heartbeat: numbers were handed out and rolled back. */
const LOST_NUMBERS = 57

/** Rows of one insert; keeps a statement well below max_allowed_packet. */
const ROWS_PER_INSERT = 4_000

/** Makes the MetaDB of an OMS V3.3.1 that has run for a while. Drops databases of these names first. */
export async function seedMetaDb(options: SeedMetaDbOptions): Promise<void> {
  const { host, port, user, password, databases } = options
  const connection = await createConnection({ host, port, user, password, charset: 'utf8mb4' })
  try {
    // Loose modes of a server's own configuration must not change what is seeded.
    await connection.query("set session sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', foreign_key_checks = 0")
    const has = (trait: TraitName) => options.traits?.includes(trait) ?? false
    const tables = seedRows({
      version: spelledVersion(options.version, has),
      hasReplacedHost: has('stale-host'),
      hostIp: options.hostIp,
      region: options.region ?? 'default',
      heartbeatRows: options.heartbeatRows ?? 30_000,
      account: options.account ?? { name: 'admin', password: 'OmsAdmin#2024' },
    })
    const targets = [
      { kind: 'rm' as const, name: databases.rm },
      { kind: 'cm' as const, name: databases.cm },
      ...databases.heartbeats.map((name) => ({ kind: 'heartbeat' as const, name })),
    ]
    for (const { kind, name } of targets) {
      await connection.query(`drop database if exists ${escapeId(name, true)}`)
      await connection.query(`create database ${escapeId(name, true)} character set utf8mb4 collate utf8mb4_bin`)
      await connection.query(`use ${escapeId(name, true)}`)
      for (const statement of schema331[kind]) await connection.query(statement)
      for (const { table, columns, rows } of tables.filter((entry) => entry.database === kind)) {
        await insert(connection, table, columns, rows)
      }
    }
    for (const name of databases.heartbeats) {
      const [rows] = await connection.query<RowDataPacket[]>(
        `select coalesce(max(id), 0) as newest from ${escapeId(name, true)}.heatbeat_sequence`,
      )
      const next = Number(rows[0]?.newest ?? 0) + 1 + LOST_NUMBERS
      await connection.query(`alter table ${escapeId(name, true)}.heatbeat_sequence auto_increment = ${next}`)
    }
  } finally {
    await connection.end()
  }
}

async function insert(connection: Connection, table: string, columns: string[], rows: unknown[][]): Promise<void> {
  await connection.beginTransaction()
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await connection.query(`insert into ${escapeId(table)} (${columns.map((column) => escapeId(column)).join(', ')}) values ?`, [
      rows.slice(from, from + ROWS_PER_INSERT),
    ])
  }
  await connection.commit()
}
