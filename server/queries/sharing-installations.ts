import { DatabaseNames, MetaDbAddress } from '../contract/installation.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { haveDatabasesInCommon, isSameMetaDb, type MetaDbSite } from '../domain/metadb-identity.ts'

export interface Sharing {
  id: string
  name: string
}

/**
 * The other installations on this MetaDB that are not archived. `identify` is asked only of those that name one of the same databases;
 * without it what is kept counts, as inside a transaction.
 */
export async function sharingInstallations(
  store: Store | Transaction,
  site: MetaDbSite,
  exceptId: string | null,
  identify: (id: string, kept: string | null) => Promise<string | null> = async (_, kept) => kept,
): Promise<Sharing[]> {
  const rows = await store.installation.findMany({ where: { archivedAt: null }, orderBy: { createdAt: 'asc' } })
  const found: Sharing[] = []
  for (const { id, name, metaDbJson, databasesJson, metaDbIdentity } of rows) {
    if (id === exceptId) continue
    const databases = DatabaseNames.parse(JSON.parse(databasesJson))
    if (!haveDatabasesInCommon(site.databases, databases)) continue
    const identity = site.identity === null ? null : await identify(id, metaDbIdentity)
    if (isSameMetaDb(site, { address: MetaDbAddress.parse(JSON.parse(metaDbJson)), identity, databases })) found.push({ id, name })
  }
  return found
}
