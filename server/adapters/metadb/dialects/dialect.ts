import type { ObjectKind } from '../../../domain/databases/structure.ts'
import type { MetaDbServer } from '../../../procedure/ports/metadb.ts'
import type { Grant } from '../grants.ts'
import type { Asking } from './asking.ts'
import type { CreationRules } from './creation-rules.ts'
import type { RowHash } from './row-hash.ts'

export type Variables = ReadonlyMap<string, string>

/** What is known of a server before its family is: its own words about itself and its variables. */
export interface ServerFacts {
  version: string
  comment: string
  variables: Variables
}

/** A statement that the server refused. */
export interface Refused {
  errno: number
  sql: string
  /** From 1. */
  attempt: number
  elapsedMs: number
  /** It names a database that the panel created a moment ago. */
  namesNewDatabase: boolean
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
  readGrants(session: Pick<Asking, 'plain'>): Promise<Grant[]>
  creationRules(session: Asking, grants: readonly Grant[]): Promise<CreationRules>
  /** The statement with which an account creates an object that is its own. */
  ownStatement(kind: ObjectKind, statement: string): string
  /** The text of an object as the server prints it once it was created from what it printed before. */
  asPrintedAgain(kind: ObjectKind, statement: string): string
  /** The text of a routine as the server takes it; `comment` is the plain text of its comment. */
  withComment(statement: string, routine: { comment: string; sqlMode: string | null }): string
  /** Begin of the statement that lets an account read the bodies of routines that it did not make. */
  readonly showRoutinesGrant: string
  /** The hash of which digests of content are made; the same on every server that has it. */
  rowHash(session: Pick<Asking, 'plain'>): Promise<RowHash>
  /** Clauses of SHOW CREATE TABLE that say where and how a table is kept, and nothing of what it is. */
  readonly storageClauses: readonly RegExp[]
  /** Whether CHECKSUM TABLE proves the content of a plain table; otherwise a digest of its rows does. */
  readonly hasChecksumTable: boolean
  /**
   * Whose client programs dump what this family takes back; null: nobody's. MariaDB's give values for generated columns, which MySQL answers
   * with 3105; the headers of both name variables that OceanBase does not know, and MariaDB's may dump no rows there (METADB.md).
   */
  readonly clients: MetaDbServer['clients']
  /** `openSession` has to ask for reads from the leader. */
  readonly asksForStrongReads: boolean
  /** What every session begins with. Throws where it cannot be had. */
  openSession(session: Pick<Asking, 'plain'>): Promise<void>
  /** Lifts the limits of this session's statements, as far as `openSession` did not. */
  allowLongStatements(session: Pick<Asking, 'plain'>): Promise<void>
  limitLockWait(session: Pick<Asking, 'plain'>, seconds: number): Promise<void>
  /** Milliseconds until the same statement may be sent again; null where it may not: its effect may have come, or it will fail again. */
  retryAfterMs(refused: Refused): number | null
  /** Condition on information_schema.processlist: this session has no current database. */
  readonly isWithoutDatabase: string
  /** A line for each session that may hold a lock in these databases, as exactly as the account may see. */
  lockHolders(session: Asking, of: { exceptId: number; databases: readonly string[] }): Promise<string[]>
}
