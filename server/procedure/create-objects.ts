import type { StoredObject, Structure } from '../domain/databases/structure.ts'
import type { MetaDbWriter } from './ports/metadb.ts'

/**
 * Creates what is stored beside the tables, each as one statement. Views on views, also of another database, come in no known order:
 * whatever failed is tried again as long as something else succeeded meanwhile. What has changed since is taken away first.
 */
export async function createObjects(metaDb: MetaDbWriter, structures: readonly Pick<Structure, 'database' | 'objects'>[]): Promise<void> {
  for (const { database, objects } of structures) {
    const wanted = new Map(objects.map((object) => [`${object.kind} ${object.name}`, object]))
    for (const found of [...(await metaDb.structure(database)).objects].reverse()) {
      if (wanted.get(`${found.kind} ${found.name}`)?.fingerprint !== found.fingerprint) await metaDb.dropObject(database, found)
    }
  }
  let left = structures.flatMap(({ database, objects }) => objects.map((object): [string, StoredObject] => [database, object]))
  while (left.length > 0) {
    const failed: typeof left = []
    const causes: unknown[] = []
    for (const [database, object] of left) {
      await metaDb.createObject(database, object).catch((cause: unknown) => {
        failed.push([database, object])
        causes.push(cause)
      })
    }
    if (failed.length === left.length) throw causes[0]
    left = failed
  }
}
