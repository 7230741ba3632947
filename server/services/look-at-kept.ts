import type { BesideKind } from '../domain/beside-name.ts'
import type { KeptSession } from '../domain/kept-gate.ts'
import type { MetaDbReader } from '../procedure/ports/metadb.ts'

interface SeenDatabases {
  databases: { name: string; tables: number; bytes: number | null }[]
  /** Names that the account could not see even if they existed. */
  unseen: string[]
  sessions: KeptSession[]
  seesSessions: boolean
}

/** A server without statistics gives tables and no bytes: that is not the same as empty. */
const knownBytes = ({ tables, bytes }: { tables: number; bytes: number }) => (tables > 0 && bytes === 0 ? null : bytes)

/** Which of these databases are on the MetaDB now, how large they are, and who uses them. */
export async function lookAtKept(metaDb: MetaDbReader, names: string[]): Promise<SeenDatabases> {
  const existing = await metaDb.existing(names)
  const sizes = await metaDb.sizes(existing)
  const { inDatabases, seesAll } = await metaDb.allSessions(existing)
  const absent = names.filter((name) => !existing.includes(name))
  const missing = absent.length === 0 ? [] : await metaDb.missingPrivileges(absent)
  return {
    databases: sizes.map((size) => ({ name: size.database, tables: size.tables, bytes: knownBytes(size) })),
    unseen: missing.filter(({ privileges }) => privileges.includes('DROP')).map(({ database }) => database),
    sessions: inDatabases,
    seesSessions: seesAll,
  }
}

interface Note {
  name: string
  of: string
  kind: BesideKind
}

/** Live databases without a table, of which one of these names holds some: that may be all that is left. */
export async function emptyLive(metaDb: Pick<MetaDbReader, 'tables'>, notes: readonly Note[], names: readonly string[]): Promise<string[]> {
  const holding = notes.filter(({ name, kind }) => kind !== 'try' && names.includes(name))
  const places = await metaDb.tables([...new Set(holding.flatMap(({ name, of }) => [name, of]))])
  const isEmpty = (database: string) => (places.get(database) ?? []).length === 0
  return [...new Set(holding.filter(({ name, of }) => !isEmpty(name) && isEmpty(of)).map(({ of }) => of))]
}

/** The sum, or null where one of the parts is not known. */
export function sumOfBytes(databases: { bytes: number | null }[]): number | null {
  return databases.reduce<number | null>((sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes), 0)
}
