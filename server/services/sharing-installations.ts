import type { Finding } from '../contract/finding.ts'
import type { Transaction } from '../db/open-store.ts'
import type { MetaDbSite } from '../domain/metadb-identity.ts'
import { finding } from '../procedure/preflight/check.ts'
import { type Sharing, sharingInstallations } from '../queries/sharing-installations.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** Who the server of an installation says it is; kept once it was read. Null where it cannot be asked now. */
async function identityOf(context: ServiceContext, id: string, kept: string | null): Promise<string | null> {
  if (kept !== null) return kept
  const { store, world } = context
  try {
    const { metaDb: login } = await openInstallation(context, id)
    const metaDb = await world.metaDbs.open(login)
    const { identity } = await metaDb.server().finally(() => metaDb.close())
    if (identity !== null) await store.installation.updateMany({ where: { id }, data: { metaDbIdentity: identity } })
    return identity
  } catch {
    // Somebody else's MetaDB that cannot be reached is compared by its address.
    return null
  }
}

function toFindings(sharing: Sharing[]): Finding[] {
  return sharing.map(({ id, name }) => finding(`metadb-shared-${id}`, 'metadbShared', 'blocking', { params: { name }, installationId: id }))
}

/** Two installations on one MetaDB would be two upgrades of one OMS: each other one is named, with the way to its page. */
export async function sharingFindings(context: ServiceContext, site: MetaDbSite, exceptId: string | null): Promise<Finding[]> {
  return toFindings(await sharingInstallations(context.store, site, exceptId, (id, kept) => identityOf(context, id, kept)))
}

/** The same of what the store knows, without asking anybody. */
export async function keptSharingFindings(tx: Transaction, site: MetaDbSite, exceptId: string | null): Promise<Finding[]> {
  return toFindings(await sharingInstallations(tx, site, exceptId))
}
