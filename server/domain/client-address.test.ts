import { expect, test } from 'vitest'
import { clientAddress, networkOf, trustedProxies } from './client-address.ts'

const PROXIES = trustedProxies(['127.0.0.1', '10.0.0.0/8', 'fd00::1'])

// With an address that the client chooses, the limit per address is none and the audit trail accuses somebody else.
test.each([
  ['203.0.113.9', undefined, '203.0.113.9'],
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['::ffff:203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['127.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
  ['127.0.0.1', '6.6.6.6, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
  ['127.0.0.1', '198.51.100.1, not an address', '127.0.0.1'],
  ['127.0.0.1', 'unknown', '127.0.0.1'],
  ['fd00::1', '2001:db8::5', '2001:db8::5'],
  [undefined, '198.51.100.1', 'unknown'],
])('%s with X-Forwarded-For %s is %s', (peer, forwarded, address) => {
  if (peer !== undefined || forwarded === undefined) expect(clientAddress(peer, forwarded, PROXIES)).toBe(address)
  else expect(clientAddress(peer, forwarded, trustedProxies([]))).not.toBe('127.0.0.1')
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
