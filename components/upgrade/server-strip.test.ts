import { expect, test } from 'vitest'
import type { ServersSpan } from '@/server/contract/job.ts'
import { serverStrip, serversSeen, stripSeconds } from './server-strip.ts'

const START = Date.UTC(2026, 10, 1, 18)
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString()
const span = (from: number, to: number, online: string[] | null, down: string[] = []): ServersSpan => ({
  from: at(from),
  to: at(to),
  servers:
    online === null
      ? null
      : [...online, ...down].map((ip) => ({ ip, status: online.includes(ip) ? 'Online' : 'Down', isOnline: online.includes(ip) })),
})
const NIGHT = [span(5, 60, ['a', 'b']), span(60, 300, null), span(300, 360, ['a'], ['b']), span(360, 400, ['a', 'b'])]
const strip = (ip: string, to: number, history = NIGHT) =>
  serverStrip(history, ip, START, START + to * 1000).map(({ state, from, to: end }) => [state, (from - START) / 1000, (end - START) / 1000])

// A hole that is drawn as the state beside it says "Online" of minutes that nobody saw.
test('each server has its own times, and what nobody saw is said to be unseen', () => {
  expect(serversSeen(NIGHT)).toEqual(['a', 'b'])
  expect(strip('b', 500)).toEqual([
    ['unseen', 0, 5],
    ['online', 5, 60],
    ['unreadable', 60, 300],
    ['offline', 300, 360],
    ['online', 360, 400],
    ['unseen', 400, 500],
  ])
  expect(strip('a', 400).at(-1)).toEqual(['online', 300, 400])
})

// Readings are kept every quarter of a minute: without this the strip would end in "nobody looked" all the time.
test('the newest reading lasts until now while it is fresh', () => {
  expect(strip('a', 430).at(-1)).toEqual(['online', 300, 430])
})

test('a server that was not in the list was not Online', () => {
  expect(strip('b', 400, [span(0, 60, ['a', 'b']), span(60, 400, ['a'])]).at(-1)).toEqual(['offline', 60, 400])
})

test('the strip is cut to the time of the job, and its seconds add up to it', () => {
  const parts = serverStrip(NIGHT, 'b', START + 30_000, START + 330_000)
  expect(stripSeconds(parts)).toEqual([
    { state: 'online', seconds: 30 },
    { state: 'offline', seconds: 30 },
    { state: 'unreadable', seconds: 240 },
  ])
})
