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

/** The sum, or null where one of the parts is not known. */
export function sumOfBytes(databases: { bytes: number | null }[]): number | null {
  return databases.reduce<number | null>((sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes), 0)
}
