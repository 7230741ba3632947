import type { MetaDbCapabilities } from '../../contract/metadb-capabilities.ts'
import type { ConnectionSource } from './connection-source.ts'
import { endsStatements } from './ends-statements.ts'
import { readServer } from './read-server.ts'
import type { Session } from './session.ts'
import { toNumber } from './to-number.ts'
import { userLocks } from './user-locks.ts'

type Source = Pick<ConnectionSource, 'use'>

const HOUR_SECONDS = 3600

/** Asks, and tries what only a try can tell. Changes no data. */
export async function probeCapabilities(source: Source, databases: readonly string[]): Promise<MetaDbCapabilities> {
  const seen = await source.use(async (session) => {
    const server = await readServer(session)
    const { mayNameOthers, binaryLog } = await session.dialect.creationRules(session, await session.dialect.readGrants(session))
    return {
      prepares: await session.prepares(),
      contentProof: server.contentProof,
      statementLimitSeconds: server.statementTimeoutSeconds,
      liftsLimit: await liftsLimit(session),
      asksForStrongReads: session.dialect.asksForStrongReads,
      tellsEngine: await tellsEngine(session, databases),
      definers: mayNameOthers ? ('any' as const) : ('own' as const),
      binaryLog,
      packetBytes: server.packetBytes,
    }
  })
  return { ...seen, userLocks: await userLocks(source), endsStatements: await endsStatements(source) }
}

/** By the session's own variable, after it was set: a server or a proxy may accept a SET and leave it at that. */
async function liftsLimit(session: Session): Promise<boolean> {
  await session.allowLongStatements()
  const rows = await session.plain(
    "show session variables where variable_name in ('ob_query_timeout', 'max_statement_time', 'max_execution_time')",
  )
  const variables = new Map(rows.map((row) => [String(row['variable_name']).toLowerCase(), String(row['value'])]))
  return (session.dialect.statementTimeoutSeconds(variables) ?? HOUR_SECONDS) >= HOUR_SECONDS
}

async function tellsEngine(session: Session, databases: readonly string[]): Promise<boolean | null> {
  if (databases.length === 0) return null
  const [row] = await session.rows(
    `select count(*) as n, count(engine) as told from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema in (${databases.map(() => '?').join(', ')})`,
    [...databases],
  )
  const count = toNumber(row?.['n'])
  return count === 0 ? null : toNumber(row?.['told']) === count
}
