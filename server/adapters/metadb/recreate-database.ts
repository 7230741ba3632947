import { say } from '../../contract/said.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { Session } from './session.ts'

// A session that holds a table must not keep the rollback waiting for an hour.
const LOCK_WAIT_SECONDS = 60
const UNKNOWN_VARIABLE = 1193
const OF_THE_SERVER = ['mysql', 'sys', 'information_schema', 'performance_schema', 'oceanbase']

interface Defaults {
  characterSet: string
  collation: string
}

/** Drops the database and creates it empty with these defaults. They are compared with what the server knows before anything is dropped. */
export async function recreateDatabase(session: Session, database: string, defaults: Defaults): Promise<void> {
  const name = quoteIdentifier(database)
  if (OF_THE_SERVER.includes(database.toLowerCase())) throw new OperatorError('refused', say('metadb.systemDatabase', { database }))
  await requireKnown(session, database, defaults)
  await session.allowLongStatements()
  await session.plain(`set session lock_wait_timeout = ${LOCK_WAIT_SECONDS}`).catch((error: { errno?: number }) => {
    if (error.errno !== UNKNOWN_VARIABLE) throw error
  })
  await session.plain(`drop database if exists ${name}`)
  await session.plain(`create database ${name} character set ${defaults.characterSet} collate ${defaults.collation}`)
}

async function requireKnown(session: Session, database: string, { characterSet, collation }: Defaults): Promise<void> {
  const pairs = await knownPairs(session)
  const isKnown = pairs.some((pair) => pair.characterSet === characterSet && pair.collation === collation)
  if (isKnown && /^\w+$/.test(characterSet) && /^\w+$/.test(collation)) return
  throw new OperatorError('refused', say('metadb.unknownCollation', { database, characterSet, collation }))
}

async function knownPairs(session: Session): Promise<Defaults[]> {
  // Not only `show collation`: there MariaDB names its newest collations without their character set.
  const applicable = await session
    .plain('select * from information_schema.collation_character_set_applicability')
    .catch((error: { errno?: number }) => {
      if (error.errno !== 1109 && error.errno !== 1146) throw error
      return session.plain('show collation')
    })
  return applicable.flatMap((row) => {
    const characterSet = String(row['character_set_name'] ?? row['charset'])
    const names = [row['collation_name'], row['full_collation_name'], row['collation']]
    return names.filter((name) => typeof name === 'string').map((collation) => ({ characterSet, collation }))
  })
}
