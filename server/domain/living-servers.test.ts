import { expect, test } from 'vitest'
import { livingServers } from './living-servers.ts'

const server = { ip: '10.0.0.5', region: null, status: 'ONLINE', isOnline: true }
const other = { ...server, ip: '10.0.0.6' }
const evidence = { hostIp: '10.0.0.5', isRunning: true, since: null, beats: { '10.0.0.5': 100, '10.0.0.6': 100 } }
const online = (given: Partial<Parameters<typeof livingServers>[1]>) =>
  livingServers([server, other], { ...evidence, ...given }).map(({ isOnline }) => isOnline)

test('an OMS that nobody touched is what its driver says', () => {
  expect(livingServers([server, other], evidence)).toEqual([server, other])
})

// The strip was green from T1 to the end of init: the last heartbeats of the old OMS were fresh enough.
test('without a running container the node’s own server is not Online, and others are their own', () => {
  expect(online({ isRunning: false })).toEqual([false, true])
})

test('after a start only a newer heartbeat counts', () => {
  const since = { '10.0.0.5': 100, '10.0.0.6': 90 }
  expect(online({ since })).toEqual([false, true])
  expect(online({ since, beats: { ...evidence.beats, '10.0.0.5': 101 } })).toEqual([true, true])
  expect(online({ since: {} })).toEqual([true, true])
})

test('what is not Online stays as the driver says it', () => {
  const down = { ...server, status: 'DOWN', isOnline: false }
  expect(livingServers([down], { ...evidence, isRunning: false })).toEqual([down])
})
