import { OBJECT_KINDS, type ObjectKind, type StoredObject, type Structure, type Uncarried } from '../domain/databases/structure.ts'
import type { MetaDbWriter } from './ports/metadb.ts'

interface Named {
  kind: ObjectKind
  name: string
}

type Wanted = Pick<Structure, 'database' | 'objects'> & { uncarried?: Uncarried[] }

const keyOf = ({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`

/**
 * Of what the panel cannot read or create again, such as a view whose table is gone: triggers, because they keep their tables from moving;
 * views, whose name a table may need; and whatever has the name of something that is wanted.
 */
export function inTheWay(
  { uncarried }: Pick<Structure, 'uncarried'>,
  wanted: Pick<Wanted, 'objects' | 'uncarried'>,
): (Named & Uncarried)[] {
  const coming = new Set(wanted.objects.map(keyOf))
  const staying = new Set(wanted.uncarried?.map(keyOf))
  return uncarried.flatMap((one) => {
    const kind = OBJECT_KINDS.find((known) => known === one.kind)
    if (kind === undefined || staying.has(keyOf(one))) return []
    return kind === 'trigger' || kind === 'view' || coming.has(keyOf(one)) ? [{ ...one, kind }] : []
  })
}

/**
 * Creates what is stored beside the tables, each as one statement. Views on views, also of another database, come in no known order:
 * whatever failed is tried again as long as something else succeeded meanwhile. What has changed since is taken away first.
 */
export async function createObjects(metaDb: MetaDbWriter, structures: readonly Wanted[]): Promise<void> {
  for (const wanted of structures) {
    const { database } = wanted
    const fingerprints = new Map(wanted.objects.map((object) => [keyOf(object), object.fingerprint]))
    const found = await metaDb.structure(database)
    for (const object of inTheWay(found, wanted)) await metaDb.dropObject(database, object)
    for (const object of [...found.objects].reverse()) {
      if (fingerprints.get(keyOf(object)) !== object.fingerprint) await metaDb.dropObject(database, object)
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
