import type { DatabaseNames, MetaDbAddress } from '../contract/installation.ts'

/** A MetaDB as far as it can be told from another one. */
export interface MetaDbSite {
  address: Pick<MetaDbAddress, 'host' | 'port'>
  /** What the server says of itself, the same on every way to it; null where it does not say enough. */
  identity: string | null
  databases: DatabaseNames
}

/**
 * The server behind an address, from its own variables. All parts together: a copied data folder has the same UUID on another host.
 */
export function serverIdentity(variables: ReadonlyMap<string, string>): string | null {
  const [uuid, host, port, folder] = ['server_uuid', 'hostname', 'port', 'datadir'].map((name) => variables.get(name) ?? '')
  if (host === '' || port === '') return null
  return [uuid, host, port, folder].join('|')
}

function databaseSet({ rm, cm, heartbeats }: DatabaseNames): Set<string> {
  // Servers that fold names to small letters would take two spellings for one database.
  return new Set([rm, cm, ...heartbeats].map((name) => name.toLowerCase()))
}

/** Whether two installations could not both be asked for: they have no database in common. */
export function haveDatabasesInCommon(one: DatabaseNames, other: DatabaseNames): boolean {
  const names = databaseSet(one)
  return [...databaseSet(other)].some((name) => names.has(name))
}

/** Whether both are on one server, by its own word or by its address. */
export function isSameServer(one: Pick<MetaDbSite, 'address' | 'identity'>, other: Pick<MetaDbSite, 'address' | 'identity'>): boolean {
  const isSameAddress = one.address.port === other.address.port && one.address.host.toLowerCase() === other.address.host.toLowerCase()
  return isSameAddress || (one.identity !== null && one.identity === other.identity)
}

/** Whether both are one MetaDB: databases in common, on one server. */
export function isSameMetaDb(one: MetaDbSite, other: MetaDbSite): boolean {
  return haveDatabasesInCommon(one.databases, other.databases) && isSameServer(one, other)
}
