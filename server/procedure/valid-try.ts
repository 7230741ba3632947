import { isTriedOn, type WayBackTried } from '../domain/way-back-tried.ts'
import type { InstallationAccess } from './installation-access.ts'
import type { MetaDbReader, MetaDbServer } from './ports/metadb.ts'

/** The newest try on scratch databases, where it was made with this account on this server. */
export async function validTry(
  { metaDb: login, wayBackTried }: Pick<InstallationAccess, 'metaDb' | 'wayBackTried'>,
  metaDb: Pick<MetaDbReader, 'account'>,
  server: Pick<MetaDbServer, 'identity' | 'flavour' | 'version'>,
): Promise<WayBackTried | null> {
  if (wayBackTried === undefined) return null
  const { host, port, user } = login
  const { identity, flavour, version } = server
  const now = { host, port, user, account: (await metaDb.account()).user, identity, flavour, version }
  return isTriedOn(wayBackTried, now) ? wayBackTried : null
}
