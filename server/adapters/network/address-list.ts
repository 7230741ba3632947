import { BlockList, isIP } from 'node:net'

/** Addresses and networks in one list. Throws on anything else. */
export function addressList(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => {
    const version = isIP(address)
    // The zone of fe80::1%eth0 says through which card, not where to.
    return version !== 0 && list.check(address.replace(/%.*$/, ''), version === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Link-local networks: clouds hand out their machines' credentials there. */
export const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254']
