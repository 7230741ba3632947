import { isIP } from 'node:net'

/** Addresses, networks (`10.0.0.0/8`) and host names, as NOTIFY_ALLOW lists them. Throws on anything else. */
export function notifyAllowance(list: string): string[] {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [address = '', prefix] = entry.split('/')
      const bits = isIP(address) === 6 ? 128 : 32
      const isNetwork = isIP(address) !== 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
      const isName = prefix === undefined && /^(?=.*[a-z])[a-z0-9.-]+$/i.test(entry)
      if (!isNetwork && !isName) throw new Error('not an address, a network or a host name')
      return entry
    })
}
