import { say } from '../../contract/said.ts'
import { isSystemDatabase } from '../../domain/databases/oms-tables.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import { type DatabaseDefaults, requireKnownDefaults } from './known-defaults.ts'
import { noteNewDatabase } from './new-databases.ts'
import { runDdl } from './run-ddl.ts'

// A session that holds a table must not keep the rollback waiting for an hour.
const LOCK_WAIT_SECONDS = 60

/** Drops the database and creates it empty with these defaults. They are compared with what the server knows before anything is dropped. */
export async function recreateDatabase(source: Pick<ConnectionSource, 'use'>, database: string, defaults: DatabaseDefaults): Promise<void> {
  const name = quoteIdentifier(database)
  if (isSystemDatabase(database)) throw new OperatorError('refused', say('metadb.systemDatabase', { database }))
  await source.use((session) => requireKnownDefaults(session, database, defaults))
  const sql = `drop database if exists ${name}`
  await runDdl(source, { sql, shown: sql, databases: [database], deadlineSeconds: LOCK_WAIT_SECONDS })
  await source.use((session) =>
    session.plain(`create database ${name} character set ${defaults.characterSet} collate ${defaults.collation}`),
  )
  noteNewDatabase(database)
}
