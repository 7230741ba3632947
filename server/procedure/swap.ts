import type { Said } from '../contract/said.ts'
import type { BesideKind } from '../domain/beside-name.ts'
import type { Structure } from '../domain/databases/structure.ts'
import { jobMark } from '../domain/statement-mark.ts'
import { type SwapState, type SwapTriple, swapState } from '../domain/swap-state.ts'
import type { UpgradeContext } from './context.ts'
import type { MetaDbReader } from './ports/metadb.ts'

/** A database that the panel made beside a live one. Noted before it is created: by this note alone the panel knows it as its own. */
export interface MadeDatabase {
  name: string
  of: string
  kind: BesideKind
  /** ISO, UTC. */
  at: string
}

/** The newest rollback by swap of a job, as far as it has come. */
export interface Swap {
  databases: { database: string; copy: string; kept: string | null }[]
  /** What each live database has to be made of when it is back; null until the copies are restored. */
  expected: Structure[] | null
  /** Rows of each table that the copies were proven with. */
  rows: Record<string, Record<string, number>>
  /** When the copies were proven equal to the backup; ISO, UTC. */
  provenAt: string | null
  /** What could not be proven equal, by name. */
  weak: Said[]
  /** What the live databases were made of before anything of them was dropped. */
  replaced: Structure[] | null
  /** Tables that change places; noted before they move. */
  tables: { database: string; out: string[]; in: string[] }[] | null
}

/** The databases of a swap with their tables, as far as they are noted. */
export function swapTriples({ databases, tables }: Swap): SwapTriple[] | null {
  if (tables === null) return null
  return databases.flatMap(({ database, copy, kept }) => {
    const moving = tables.find((one) => one.database === database)
    return kept === null || moving === undefined ? [] : [{ database, copy, kept, out: moving.out, in: moving.in }]
  })
}

/** Where the tables are now. Nothing has moved as long as nothing was noted to move. */
export async function stateOfSwap(metaDb: Pick<MetaDbReader, 'tables'>, swap: Swap | undefined): Promise<SwapState> {
  const triples = swap === undefined ? null : swapTriples(swap)
  if (triples === null) return 'before'
  return swapState(triples, await metaDb.tables(triples.flatMap(({ database, copy, kept }) => [database, copy, kept])))
}

/** How statements of this job are found on the server, and the databases that only the panel uses. */
export async function ownStatements({ facts, job }: Pick<UpgradeContext, 'facts' | 'job'>): Promise<{ mark: string; databases: string[] }> {
  const made = (await facts.get('madeDatabases')) ?? []
  return { mark: `${jobMark(job.id)} `, databases: made.map(({ name }) => name) }
}
