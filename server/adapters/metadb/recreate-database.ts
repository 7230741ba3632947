import { say } from '../../contract/said.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import { type Defaults, requireKnown } from './database-defaults.ts'
import type { Session } from './session.ts'

const OF_THE_SERVER = ['mysql', 'sys', 'information_schema', 'performance_schema', 'oceanbase']

/** Drops the database and creates it empty with these defaults. They are compared with what the server knows before anything is dropped. */
export async function recreateDatabase(session: Session, database: string, defaults: Defaults): Promise<void> {
  const name = quoteIdentifier(database)
  if (OF_THE_SERVER.includes(database.toLowerCase())) throw new OperatorError('refused', say('metadb.systemDatabase', { database }))
  await requireKnown(session, database, defaults)
  await session.allowLongStatements()
  await session.limitLockWait()
  await session.plain(`drop database if exists ${name}`)
  await session.plain(`create database ${name} character set ${defaults.characterSet} collate ${defaults.collation}`)
}
