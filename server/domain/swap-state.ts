/** One live database, the proven copy that takes its place, and the name under which its own tables are kept. */
export interface SwapTriple {
  database: string
  copy: string
  kept: string
  /** Tables that leave the live database; noted before anything moves. */
  out: string[]
  /** Tables that come in from the copy. */
  in: string[]
}

/**
 * before: nothing has moved. out: the replaced tables are kept, the live databases are empty. in: the copies' tables are live.
 * mixed: none of these, which one statement or two over all databases cannot leave behind.
 */
export type SwapState = 'before' | 'out' | 'in' | 'mixed'

export interface Move {
  from: { database: string; table: string }
  to: { database: string; table: string }
}

/** Tables by database, views left out. A database that does not exist has no entry. */
export type TablePlaces = ReadonlyMap<string, readonly string[]>

/**
 * Where a swap stands, found by where the tables are: a journal cannot know whether the server had finished when a process died. A
 * copy, a database that is kept, or a live table may have been dropped meanwhile: where the others still tell, that hides nothing.
 */
export function swapState(triples: readonly SwapTriple[], places: TablePlaces): SwapState {
  const count = (names: readonly string[], database: string) => {
    const there = new Set(places.get(database))
    return names.filter((name) => there.has(name)).length
  }
  const all = (names: readonly string[], database: string) => count(names, database) === names.length
  const none = (names: readonly string[], database: string) => count(names, database) === 0
  const isGone = (database: string) => !places.has(database)
  const fits: Record<Exclude<SwapState, 'mixed'>, (triple: SwapTriple) => boolean> = {
    // A statement takes all tables out of a copy: as long as one is in it, none has come in. A live table that somebody dropped is only gone.
    before: ({ database, copy, kept, out, in: coming }) => {
      if (!none(out, kept) || (isGone(kept) && out.length > 0 && none(out, database))) return false
      if (!none(coming, copy)) return true
      if (!all(out, database)) return false
      return coming.length === 0 || (isGone(copy) && !isGone(kept) && (out.length > 0 || none(coming, database)))
    },
    out: ({ database, copy, kept, out, in: coming }) =>
      (all(out, kept) || (isGone(kept) && coming.length > 0 && all(coming, copy))) && none([...out, ...coming], database),
    in: ({ database, copy, kept, out, in: coming }) =>
      (all(out, kept) || (isGone(kept) && coming.length > 0 && !isGone(copy))) &&
      none(coming, copy) &&
      (all(coming, database) || (!isGone(copy) && !none(coming, database))),
  }
  // Where no table moves at all, every state fits, and then nothing is left to do.
  const order = triples.some((triple) => triple.in.length > 0) ? (['before', 'out', 'in'] as const) : (['in', 'out', 'before'] as const)
  return order.find((state) => triples.every(fits[state])) ?? 'mixed'
}

/** Databases that should hold what a swap replaced and are not there: it cannot be undone. */
export function lostKept(triples: readonly SwapTriple[], places: TablePlaces): string[] {
  return triples.filter(({ kept, out }) => out.length > 0 && !places.has(kept)).map(({ kept }) => kept)
}

function moves(names: readonly string[], from: string, to: string): Move[] {
  return names.map((table) => ({ from: { database: from, table }, to: { database: to, table } }))
}

/** What a swap still has to move, in order; `out` and `in` go in one statement where the server takes it. */
export function swapMoves(triples: readonly SwapTriple[], state: Exclude<SwapState, 'mixed'>): { out: Move[]; in: Move[] } {
  return {
    out: state === 'before' ? triples.flatMap((triple) => moves(triple.out, triple.database, triple.kept)) : [],
    in: state === 'in' ? [] : triples.flatMap((triple) => moves(triple.in, triple.copy, triple.database)),
  }
}

/** The same swap the other way round: what was kept comes back, and the copies' tables, as far as they are there, go back to where they were. */
export function undoMoves(
  triples: readonly SwapTriple[],
  state: Exclude<SwapState, 'mixed'>,
  places: TablePlaces,
): { out: Move[]; in: Move[] } {
  const there = ({ database, in: coming }: SwapTriple) => coming.filter((name) => places.get(database)?.includes(name))
  return {
    out: state === 'in' ? triples.flatMap((triple) => moves(there(triple), triple.database, triple.copy)) : [],
    in: state === 'before' ? [] : triples.flatMap((triple) => moves(triple.out, triple.kept, triple.database)),
  }
}
