import { ignoresCase } from './existing-databases.ts'
import { holdsPrivilege } from './held-privileges.ts'
import type { Session } from './session.ts'

/** What dump, drop, create and restore need and the account lacks, by database. */
export async function missingPrivileges(
  session: Session,
  databases: readonly string[],
): Promise<{ database: string; privileges: string[] }[]> {
  const { neededPrivileges } = session.dialect
  const isFolded = await ignoresCase(session)
  const fold = (name: string): string => (isFolded ? name.toLowerCase() : name)
  const grants = (await session.dialect.readGrants(session)).map(({ databasePattern, ...grant }) => ({
    ...grant,
    databasePattern: databasePattern === null ? null : fold(databasePattern),
  }))
  return databases
    .map((database) => ({
      database,
      privileges: neededPrivileges.filter((privilege) => !holdsPrivilege(grants, privilege, fold(database))),
    }))
    .filter(({ privileges }) => privileges.length > 0)
}
