import { networkInterfaces } from 'node:os'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { type AddressGuard, createAddressGuard } from '../network/address-guard.ts'
import { addressList, LINK_LOCAL } from '../network/address-list.ts'

// Private networks stay open: the panel lives in one. What is refused is the panel's own host, and where clouds keep credentials.
const FORBIDDEN = [
  ...['0.0.0.0/8', '127.0.0.0/8', '::/128', '::1/128'],
  ...LINK_LOCAL,
  // Metadata services of Alibaba Cloud, Oracle Cloud and Azure.
  ...['100.100.100.200', '192.0.0.192', '168.63.129.16'],
  ...['224.0.0.0/4', '255.255.255.255', 'ff00::/8'],
  // The same IPv4 addresses in the spelling of NAT64 and of 6to4.
  ...['64:ff9b::7f00:0/104', '64:ff9b::a9fe:0/112', '64:ff9b::6464:64c8', '2002:7f00::/24', '2002:a9fe::/32'],
  '::/96',
]

/** `allowed`: addresses, networks and host names that may be called all the same (NOTIFY_ALLOW). `field` is where a refusal is shown. */
export function ownHostGuard(allowed: readonly string[], field: string): AddressGuard {
  const isForbidden = addressList(FORBIDDEN)
  const isAllowedAddress = addressList(allowed.filter(isAddress))
  const names = new Set(allowed.filter((entry) => !isAddress(entry)).map((entry) => entry.toLowerCase()))
  return createAddressGuard(
    (address, host) => {
      if (names.has(host.toLowerCase()) || isAllowedAddress(address)) return false
      return isForbidden(address) || isOwn(address)
    },
    (host, address) =>
      new OperatorError('bad-input', say(host === address ? 'notices.forbiddenAddress' : 'notices.forbiddenName', { host, address }), {
        hint: say('notices.forbiddenHint'),
        field,
      }),
  )
}

function isAddress(entry: string): boolean {
  return /^[\d.]+(\/\d+)?$/.test(entry) || entry.includes(':')
}

/** Asked anew each time: interfaces come and go with containers. */
function isOwn(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((cards) => (cards ?? []).map((card) => card.address))
  return addressList(own.map((entry) => entry.replace(/%.*$/, '')))(address)
}
