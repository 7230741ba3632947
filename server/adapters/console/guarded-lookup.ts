import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

// Link-local addresses: clouds hand out their machines' credentials there. No console lives there.
const FORBIDDEN = new BlockList()
FORBIDDEN.addSubnet('169.254.0.0', 16, 'ipv4')
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6')
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6')

type Answer = (error: NodeJS.ErrnoException | OperatorError | null, address: string | LookupAddress[], family?: number) => void

/** For addresses that stand in the URL itself: Node asks no lookup for them. */
export function refuseForbiddenHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isForbidden(host)) throw forbidden(host)
}

/** Node's lookup, which refuses names that lead to a forbidden address: checked and connected are the same answer. */
export function guardedLookup(hostname: string, options: LookupOptions, answer: Answer): void {
  lookup(hostname, options, (error: NodeJS.ErrnoException | null, found: string | LookupAddress[], family?: number) => {
    const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
    if (!error && addresses.some(isForbidden)) answer(forbidden(hostname), [])
    else answer(error, found, family)
  })
}

function isForbidden(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && FORBIDDEN.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

function forbidden(host: string): OperatorError {
  return new OperatorError('bad-input', say('console.forbiddenAddress', { host }), { hint: say('console.checkUrl'), field: 'console.url' })
}
