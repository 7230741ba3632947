import { say } from '../../contract/said.ts'
import { isSystemDatabase } from '../../domain/databases/oms-tables.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import { type DatabaseDefaults, requireKnownDefaults } from './known-defaults.ts'
import { noteNewDatabase } from './new-databases.ts'
import { runDdl } from './run-ddl.ts'
import { isRefusal, type Session } from './session.ts'

// A session that holds a table must not keep the rollback waiting for an hour.
const LOCK_WAIT_SECONDS = 60

/** Drops the database and creates it empty with these defaults. They are compared with what the server knows before anything is dropped. */
export async function recreateDatabase(source: Pick<ConnectionSource, 'use'>, database: string, defaults: DatabaseDefaults): Promise<void> {
  const name = quoteIdentifier(database)
  if (isSystemDatabase(database)) throw new OperatorError('refused', say('metadb.systemDatabase', { database }))
  await source.use((session) => requireKnownDefaults(session, database, defaults))
  const sql = `drop database if exists ${name}`
  await runDdl(source, { sql, shown: sql, databases: [database], deadlineSeconds: LOCK_WAIT_SECONDS })
  await source.use((session) => create(session, name, defaults))
  noteNewDatabase(database)
}

/** With all its options where this account may give it them; what it may not is found when they are compared. */
async function create(session: Session, name: string, { characterSet, collation, options = '' }: DatabaseDefaults): Promise<void> {
  const plain = `create database ${name} character set ${characterSet} collate ${collation}`
  if (options === '') await session.plain(plain)
  else
    await session.plain(`${plain} ${options}`).catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error
      await session.plain(plain)
    })
}
