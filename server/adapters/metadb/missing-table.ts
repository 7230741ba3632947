import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { existingDatabases } from './existing-databases.ts'
import type { Session } from './session.ts'

/**
 * For `catch`: no rows where the server has the database but not the table. MariaDB reports a missing database in the same words,
 * and a wrong database name must not read as a table that is not there yet.
 */
export function missingTable(session: Session, database: string): (error: { errno?: number }) => Promise<[]> {
  return async (error) => {
    if (error.errno !== 1146) throw error
    if ((await existingDatabases(session, [database])).length === 0) throw databaseMissing(database)
    return []
  }
}

export function databaseMissing(database: string): OperatorError {
  return new OperatorError('not-found', say('metadb.databaseMissing', { database }), { hint: say('metadb.checkNames') })
}
