import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

export interface AddressGuard {
  /** For hosts that are addresses already: Node asks no lookup for them. Throws the guard's refusal. */
  refuseHost(host: string): void
  /** Node's lookup, which refuses names that lead to a forbidden address: checked and connected are the same answer. */
  lookup: LookupFunction
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** Keeps connections away from addresses. `isForbidden` hears an address and the host that led to it. */
export function createAddressGuard(
  isForbidden: (address: string, host: string) => boolean,
  refusal: (host: string, address: string) => Error,
): AddressGuard {
  function refuseHost(host: string): void {
    const plain = host.replace(/^\[|\]$/g, '')
    if (isForbidden(plain, plain)) throw refusal(plain, plain)
  }

  function guardedLookup(hostname: string, options: LookupOptions, answer: Answer): void {
    lookup(hostname, options, (error: NodeJS.ErrnoException | null, found: string | LookupAddress[], family?: number) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
      const forbidden = error ? undefined : addresses.find((address) => isForbidden(address, hostname))
      if (forbidden !== undefined) answer(refusal(hostname, forbidden), [])
      else answer(error, found, family)
    })
  }

  return { refuseHost, lookup: guardedLookup }
}
