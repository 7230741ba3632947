import { BlockList, isIP } from 'node:net'

/** Set by the panel on every request; what a client sends under this name is thrown away. */
export const CLIENT_ADDRESS_HEADER = 'x-panel-client'
/** Shows that the panel set it; see auth/address-proof.ts. */
export const CLIENT_PROOF_HEADER = 'x-panel-client-proof'

/** Believes X-Forwarded-For only as far as it was written by trusted proxies: the last address that is not one of them is the client. */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: BlockList): string {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => plain(hop.trim())), plain(peer ?? '')].filter((hop) => hop !== '')
  for (const hop of hops.reverse()) {
    if (isIP(hop) === 0) break
    if (!isTrusted(hop, trusted)) return hop
  }
  return plain(peer ?? '') || 'unknown'
}

/** Node says ::ffff:10.0.0.5 for an IPv4 client of a socket that listens on both. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

function isTrusted(address: string, trusted: BlockList): boolean {
  return trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Addresses and networks (`10.0.0.0/8`) of trusted proxies. Throws on anything else. */
export function trustedProxies(list: readonly string[]): BlockList {
  const trusted = new BlockList()
  for (const entry of list) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0) throw new Error(`${entry} is no address`)
    if (prefix === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(prefix), family)
  }
  return trusted
}

/** What limits count by: an IPv6 host chooses among 2^64 addresses of its own, so all of its /64 count as one. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const groups = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const [front = [], back = []] = groups
  // An embedded IPv4 address takes the room of two groups.
  const missing = 8 - front.length - back.length - (address.includes('.') ? 1 : 0)
  const all = tail === undefined ? front : [...front, ...Array.from({ length: missing }, () => '0'), ...back]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
