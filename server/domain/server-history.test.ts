import { expect, test } from 'vitest'
import type { ServersReading, ServersSpan } from '../contract/job.ts'
import { say } from '../contract/said.ts'
import { withReading } from './server-history.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1, 18) + seconds * 1000).toISOString()
const seen = (seconds: number, status: string): ServersReading => ({
  ok: true,
  at: at(seconds),
  driver: 'console',
  servers: [{ ip: '10.0.0.5', region: 'cn', status, isOnline: status === 'Online' }],
})
const unread = (seconds: number): ServersReading => ({
  ok: false,
  at: at(seconds),
  driver: 'console',
  reason: say('errors.serversUnreadable'),
})
const history = (...readings: ServersReading[]) => readings.reduce<ServersSpan[]>((spans, reading) => withReading(spans, reading), [])
const short = (spans: ServersSpan[]) => spans.map(({ from, to, servers }) => [from, to, servers?.[0]?.status ?? null])

// The strip is what a reviewer believes of the night: how long each server was away, without what nobody saw.
test('the same reading goes on, another one ends it, and what could not be read is a time of its own', () => {
  expect(short(history(seen(0, 'Online'), seen(5, 'Online'), unread(10), unread(60), seen(65, 'Online')))).toEqual([
    [at(0), at(10), 'Online'],
    [at(10), at(65), null],
    [at(65), at(65), 'Online'],
  ])
})

test('a time in which nobody looked belongs to no span, even when both ends saw the same', () => {
  expect(short(history(seen(0, 'Online'), seen(5, 'Online'), seen(600, 'Online')))).toEqual([
    [at(0), at(5), 'Online'],
    [at(600), at(600), 'Online'],
  ])
})

test('an older reading of a second panel adds nothing', () => {
  const spans = history(seen(0, 'Online'), seen(10, 'Online'))
  expect(withReading(spans, seen(7, 'Down'))).toEqual(spans)
})

// The MetaDB's drivers say how old the heartbeat is: a new span at every reading would fill the store in one night.
test('the growing age of a heartbeat is one state, and a flapping server cannot fill the store', () => {
  const readings = Array.from({ length: 30 }, (_, index) => seen(index * 5, `Online, last heartbeat ${600 + index} s ago`))
  expect(history(...readings)).toHaveLength(1)
  const flapping = Array.from({ length: 2000 }, (_, index) => seen(index * 5, index % 2 ? 'Online' : 'Down'))
  expect(history(...flapping)).toHaveLength(500)
})
