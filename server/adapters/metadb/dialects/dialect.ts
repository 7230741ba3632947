import type { MetaDbServer } from '../../../procedure/ports/metadb.ts'
import type { Grant } from '../grants.ts'
import type { Session } from '../session.ts'

export type Variables = ReadonlyMap<string, string>

/** What is known of a server before its family is: its own words about itself and its variables. */
export interface ServerFacts {
  version: string
  comment: string
  variables: Variables
}

/** Everything in which the families of servers differ. Nothing outside this folder asks which family it is. */
export interface Dialect {
  readonly family: MetaDbServer['flavour']
  version(facts: ServerFacts): string
  /** Limit of one statement where nobody raised it; null where there is none. */
  statementTimeoutSeconds(variables: Variables): number | null
  /** domain/metadb-identity.ts; null where a server cannot be told from its neighbours. */
  identity(variables: Variables): string | null
  /** What dump, drop, create and restore of one database need. */
  readonly neededPrivileges: readonly string[]
  /** Grants that count in this session: the account's own and those of its active roles. */
  readGrants(session: Pick<Session, 'plain'>): Promise<Grant[]>
  /** Clauses of SHOW CREATE TABLE that say where and how a table is kept, and nothing of what it is. */
  readonly storageClauses: readonly RegExp[]
  /** Whether CHECKSUM TABLE proves the content of a plain table; otherwise a digest of its rows does. */
  readonly hasChecksumTable: boolean
}
