import { type Connection, createConnection, escapeId, type RowDataPacket } from 'mysql2/promise'
import { DATABASES } from './config-yaml.ts'
import { seedMetaDb } from './simulator/seed.ts'
import { FOREIGN_DEFINER, type SiteObject, siteObjects } from './site-objects.ts'
import type { MetaDbState } from './state.ts'
import type { TraitName } from './traits.ts'

interface Site {
  hostIp: string
  account: { name: string; password: string }
  traits: readonly TraitName[]
}

/** The three databases of an OMS V3.3.1 that has run for a while, with what this site keeps in them. */
export async function makeDatabases(metaDb: MetaDbState, { hostIp, account, traits }: Site): Promise<void> {
  const { host, port, user, password } = metaDb
  const databases = { rm: DATABASES.rm, cm: DATABASES.cm, heartbeats: [DATABASES.heartbeats] }
  await seedMetaDb({ host, port, user, password, databases, version: '3.3.1', hostIp, account, traits })
  const objects = traits.flatMap((trait) => siteObjects(trait, DATABASES))
  const isByAdministrator = ({ byAdministrator }: SiteObject) => byAdministrator === true
  if (objects.some(isByAdministrator)) await withSession(metaDb, metaDb.admin, makeForeignDefiner)
  await withSession(metaDb, metaDb, (connection) =>
    make(
      connection,
      objects.filter((object) => !isByAdministrator(object)),
    ),
  )
  await withSession(metaDb, metaDb.admin, (connection) => make(connection, objects.filter(isByAdministrator)))
}

export async function hasDatabases(metaDb: MetaDbState): Promise<boolean> {
  return withSession(metaDb, metaDb.admin, async (connection) => {
    const sql = 'select schema_name from information_schema.schemata where schema_name in (?)'
    const [rows] = await connection.query<RowDataPacket[]>(sql, [Object.values(DATABASES)])
    return rows.length > 0
  })
}

export async function dropDatabases(metaDb: MetaDbState): Promise<void> {
  await withSession(metaDb, metaDb.admin, async (connection) => {
    const made = await connection.query<RowDataPacket[]>(
      "select schema_name as name from information_schema.schemata where schema_name regexp '__panel_[a-z0-9]+_(new|kept|try)$'",
    )
    // What a panel made beside them, too.
    for (const name of [...Object.values(DATABASES), ...made[0].map((row) => String(row['name']))])
      await connection.query('drop database if exists ??', [name])
    await connection.query('drop user if exists ?@?', [FOREIGN_DEFINER, '%'])
  })
}

async function make(connection: Connection, objects: SiteObject[]): Promise<void> {
  for (const { database, sql, sqlMode } of objects) {
    await connection.query(`use ${escapeId(DATABASES[database])}`)
    await connection.query('set session sql_mode = ?', [sqlMode ?? 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'])
    await connection.query(sql)
  }
}

async function makeForeignDefiner(connection: Connection): Promise<void> {
  await connection.query('create user if not exists ?@? account lock', [FOREIGN_DEFINER, '%'])
  for (const name of Object.values(DATABASES)) {
    await connection.query(`grant all privileges on ${escapeId(name)}.* to ?@?`, [FOREIGN_DEFINER, '%'])
  }
}

async function withSession<T>(
  { host, port }: MetaDbState,
  { user, password }: { user: string; password: string },
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({ host, port, user, password, charset: 'utf8mb4' })
  try {
    return await work(connection)
  } finally {
    await connection.end()
  }
}
