import { setTimeout as pause } from 'node:timers/promises'
import { isBesideName } from '../../domain/beside-name.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { existingDatabases } from './existing-databases.ts'
import { type DatabaseDefaults, requireKnownDefaults } from './known-defaults.ts'
import type { Session } from './session.ts'

const EXISTS = 1007
const SEEN_WITHIN_MS = 10_000
const POLL_MS = 100

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
  // OceanBase: another session may not see it for a moment.
  for (const begun = performance.now(); performance.now() - begun < SEEN_WITHIN_MS; await pause(POLL_MS)) {
    if ((await existingDatabases(session, [name])).length > 0) break
  }
  return 'created'
}

/** Removes a database that the panel made. The caller knows the name from its journal. */
export async function dropBeside(session: Session, name: string): Promise<void> {
  if (!isBesideName(name)) throw new Error(`not a name that the panel makes: ${name}`)
  await session.allowLongStatements()
  await session.limitLockWait(60)
  await session.plain(`drop database if exists ${quoteIdentifier(name)}`)
}

export async function setDefaults(session: Session, database: string, defaults: DatabaseDefaults): Promise<void> {
  await requireKnownDefaults(session, database, defaults)
  await session.limitLockWait(60)
  await session.plain(`alter database ${quoteIdentifier(database)} character set ${defaults.characterSet} collate ${defaults.collation}`)
}
