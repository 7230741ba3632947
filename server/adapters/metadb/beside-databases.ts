import { setTimeout as pause } from 'node:timers/promises'
import { isBesideName } from '../../domain/beside-name.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import type { ConnectionSource } from './connection-source.ts'
import { existingDatabases } from './existing-databases.ts'
import { type DatabaseDefaults, requireKnownDefaults } from './known-defaults.ts'
import { noteNewDatabase } from './new-databases.ts'
import { runDdl } from './run-ddl.ts'
import { isRefusal, type Row, type Session } from './session.ts'

const EXISTS = 1007
const SEEN_WITHIN_MS = 10_000
const POLL_MS = 100
const LOCK_WAIT_SECONDS = 60

/** Creates a database that must be new; `taken` where the name exists, whoever made it. */
export async function createBeside(session: Session, name: string, defaults: DatabaseDefaults): Promise<'created' | 'taken'> {
  await requireKnownDefaults(session, name, defaults)
  await session.allowLongStatements()
  try {
    await session.plain(`create database ${quoteIdentifier(name)} character set ${defaults.characterSet} collate ${defaults.collation}`)
  } catch (error) {
    if ((error as { errno?: number }).errno === EXISTS) return 'taken'
    throw error
  }
  noteNewDatabase(name)
  // OceanBase: another session may not see it for a moment.
  for (const begun = performance.now(); performance.now() - begun < SEEN_WITHIN_MS; await pause(POLL_MS)) {
    if ((await existingDatabases(session, [name])).length > 0) break
  }
  return 'created'
}

/** Removes a database that the panel made. The caller knows the name from its journal. */
export async function dropBeside(source: Pick<ConnectionSource, 'use'>, name: string): Promise<void> {
  if (!isBesideName(name)) throw new Error(`not a name that the panel makes: ${name}`)
  await source.use((session) => dropRoutines(session, name))
  const sql = `drop database if exists ${quoteIdentifier(name)}`
  await runDdl(source, { sql, shown: sql, databases: [name], deadlineSeconds: LOCK_WAIT_SECONDS })
}

/** One by one: with a database go its routines, but on OceanBase not the rights that their creation gave to this account. */
async function dropRoutines(session: Session, database: string): Promise<void> {
  const sql = 'select routine_name as name, routine_type as kind from information_schema.routines where routine_schema = ?'
  const routines = await session.rows(sql, [database]).catch(unlessRefused)
  for (const { name, kind } of routines) {
    if (kind !== 'PROCEDURE' && kind !== 'FUNCTION') continue
    // Whatever keeps one keeps the database, too, and is told of there.
    await session.plain(`drop ${kind} if exists ${quoteIdentifier(database)}.${quoteIdentifier(String(name))}`).catch(unlessRefused)
  }
}

function unlessRefused(error: unknown): Row[] {
  if (!isRefusal(error)) throw error
  return []
}

export async function setDefaults(session: Session, database: string, defaults: DatabaseDefaults): Promise<void> {
  await requireKnownDefaults(session, database, defaults)
  await session.limitLockWait(LOCK_WAIT_SECONDS)
  await session.plain(`alter database ${quoteIdentifier(database)} character set ${defaults.characterSet} collate ${defaults.collation}`)
}
