import type { MetaDbReader } from '../../../procedure/ports/metadb.ts'

/** All that a database is made of and holds, as proofs compare it. */
export async function wholeOf(metaDb: Pick<MetaDbReader, 'structure' | 'contents'>, database: string) {
  return { ...(await metaDb.structure(database)), contents: (await metaDb.contents(database)).tables }
}
