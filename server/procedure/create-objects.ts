import type { Structure } from '../domain/databases/structure.ts'
import type { MetaDbWriter } from './ports/metadb.ts'

/**
 * Creates what is stored beside the tables, each as one statement. Views on views come in no known order: whatever failed is tried again
 * as long as something else succeeded meanwhile. What has changed since is taken away first.
 */
export async function createObjects(metaDb: MetaDbWriter, { database, objects }: Pick<Structure, 'database' | 'objects'>): Promise<void> {
  const wanted = new Map(objects.map((object) => [`${object.kind} ${object.name}`, object]))
  for (const found of [...(await metaDb.structure(database)).objects].reverse()) {
    if (wanted.get(`${found.kind} ${found.name}`)?.fingerprint !== found.fingerprint) await metaDb.dropObject(database, found)
  }
  let left = objects
  while (left.length > 0) {
    const failed: { object: (typeof objects)[number]; cause: unknown }[] = []
    for (const object of left) {
      await metaDb.createObject(database, object).catch((cause: unknown) => failed.push({ object, cause }))
    }
    if (failed.length === left.length) throw failed[0]?.cause
    left = failed.map(({ object }) => object)
  }
}
