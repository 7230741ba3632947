import { jobMark } from '../domain/statement-mark.ts'
import { lostKept, type SwapState, type SwapTriple, swapState, type TablePlaces } from '../domain/swap-state.ts'
import type { UpgradeContext } from './context.ts'
import type { Swap } from './facts.ts'
import type { MetaDbReader } from './ports/metadb.ts'

/** The databases of a swap with their tables, as far as they are noted. */
export function swapTriples({ databases, tables }: Swap): SwapTriple[] | null {
  if (tables === null) return null
  return databases.flatMap(({ database, copy, kept }) => {
    const moving = tables.find((one) => one.database === database)
    return kept === null || moving === undefined ? [] : [{ database, copy, kept, out: moving.out, in: moving.in }]
  })
}

type Looking = Pick<MetaDbReader, 'tables' | 'existing'>

async function placesOf(metaDb: Looking, triples: SwapTriple[]): Promise<TablePlaces> {
  const names = triples.flatMap(({ database, copy, kept }) => [database, copy, kept])
  const tables = await metaDb.tables(names)
  return new Map((await metaDb.existing(names)).map((name) => [name, tables.get(name) ?? []]))
}

/** Where the tables are now. Nothing has moved as long as nothing was noted to move. */
export async function stateOfSwap(metaDb: Looking, swap: Swap | undefined): Promise<SwapState> {
  const triples = swap === undefined ? null : swapTriples(swap)
  return triples === null ? 'before' : swapState(triples, await placesOf(metaDb, triples))
}

/** Databases with what the swap replaced that somebody dropped; none where nothing was replaced. */
export async function lostOfSwap(metaDb: Looking, swap: Swap | undefined): Promise<string[]> {
  const triples = swap === undefined ? null : swapTriples(swap)
  if (triples === null) return []
  const places = await placesOf(metaDb, triples)
  return swapState(triples, places) === 'before' ? [] : lostKept(triples, places)
}

/** How statements of this job are found on the server, and the databases that only the panel uses. */
export async function ownStatements({ facts, job }: Pick<UpgradeContext, 'facts' | 'job'>): Promise<{ mark: string; databases: string[] }> {
  const made = (await facts.get('madeDatabases')) ?? []
  return { mark: `${jobMark(job.id)} `, databases: made.map(({ name }) => name) }
}
