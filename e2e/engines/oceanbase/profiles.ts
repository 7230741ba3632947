// What the stand-in pretends to be. METADB.md is the project's table of what differs; S there means read in OceanBase's source.

export const PROFILE_NAMES = ['3.1.5', '4.1', '4.2.1', '4.3.1', 'odp', 'odp-weak'] as const
export type ProfileName = (typeof PROFILE_NAMES)[number]

export interface Profile {
  name: ProfileName
  /** As a number that can be compared: 4.2.1 is 40201. */
  release: number
  /** What the greeting says. An OBProxy says its own there. */
  greeting: string
  version: string
  comment: string
  /** A statement of more bytes is refused. */
  packetBytes: number
  trxTimeoutUs: number
  trxIdleTimeoutUs: number
  /** How accounts are spelled at sign-in. */
  accounts: 'user@tenant' | 'user@tenant#cluster'
  /** An OBProxy stands in front, and greets with numbers of its own. */
  isProxied: boolean
  /** Sessions come to one of several OBProxies, and KILL to another. */
  refusesKill: boolean
  /** The OBProxy reads from followers, whatever a session asks for. */
  readsWeakly: boolean
}

const TENANT = 'oms_meta'
const CLUSTER = 'obcluster'

const MB = 1024 * 1024
const DAY_US = 86_400_000_000

// version(): github.com/oceanbase/odc and others name '5.7.25-OceanBase_CE-v4.2.0.0' and '5.7.25-OceanBase-v3.2.4.5' as seen.
// Limits, packets: METADB.md, "statement limits" and "errors"; 4.1 is not said there, and gets the smaller packet of 4.0.
const direct = (name: ProfileName, release: number, full: string, given: Partial<Profile> = {}): Profile => ({
  name,
  release,
  greeting: '5.7.25',
  version: `5.7.25-OceanBase_CE-v${full}`,
  comment: `OceanBase_CE ${full} (r100000052023092722-0000000000000000000000000000000000000000) (Built Sep 27 2023 15:14:30)`,
  packetBytes: 16 * MB,
  trxTimeoutUs: DAY_US,
  trxIdleTimeoutUs: DAY_US,
  accounts: 'user@tenant',
  isProxied: false,
  refusesKill: false,
  readsWeakly: false,
  ...given,
})

// An ODP before a 4.3.1, without client session ids: METADB.md, "GET_LOCK" and "ODP". Its greeting says 5.6.25.
const proxied = (name: ProfileName, readsWeakly: boolean): Profile => ({
  ...direct(name, 40301, '4.3.1.0'),
  ...{ greeting: '5.6.25', accounts: 'user@tenant#cluster', isProxied: true, refusesKill: true, readsWeakly },
})

export const PROFILES: Record<ProfileName, Profile> = {
  '3.1.5': direct('3.1.5', 30105, '3.1.5', {
    version: '5.7.25-OceanBase-v3.1.5',
    comment: 'OceanBase 3.1.5 (r100000252023041721-0000000000000000000000000000000000000000) (Built Apr 17 2023 21:34:18)',
    packetBytes: 4 * MB,
    trxTimeoutUs: 100_000_000,
    trxIdleTimeoutUs: 120_000_000,
  }),
  '4.1': direct('4.1', 40100, '4.1.0.0', { packetBytes: 4 * MB }),
  '4.2.1': direct('4.2.1', 40201, '4.2.1.0'),
  '4.3.1': direct('4.3.1', 40301, '4.3.1.0'),
  odp: proxied('odp', false),
  'odp-weak': proxied('odp-weak', true),
}

/** How an account of the server behind signs in here. */
export function spelledFor({ accounts }: Pick<Profile, 'accounts'>, user: string): string {
  return accounts === 'user@tenant' ? `${user}@${TENANT}` : `${user}@${TENANT}#${CLUSTER}`
}

/**
 * The account behind; null where the sign-in is refused (1045). An OBProxy refuses a cluster that it does not know with "Access denied"
 * (oceanbase/obproxy, ob_mysql_sm.cpp: OB_CLUSTER_NOT_EXIST); an observer takes no cluster (xo/usql, its guide to OceanBase).
 */
export function accountBehind({ accounts }: Pick<Profile, 'accounts'>, user: string): string | null {
  const ending = spelledFor({ accounts }, '')
  if (user.endsWith(ending)) return user.slice(0, -ending.length)
  // The tenant `sys`: a site's metadata is in a tenant of its own, which an account has to name.
  return null
}
