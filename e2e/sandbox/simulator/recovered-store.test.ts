import { describe, expect, test } from 'vitest'
import { haConfig } from './ha-config.ts'
import { recoveredStore } from './recovered-store.ts'

const T1 = new Date('2024-03-01T16:00:00Z')
const outage = (minutes: number, minutesPerSecond = 1 / 60) => ({
  stoppedAt: T1,
  haOnAt: new Date(T1.getTime() + minutes * 60_000),
  minutesPerSecond,
})

// A Store that came back with too small an interval would hide exactly the mistake that the panel must prevent.
describe('a Store after an outage', () => {
  test('stays ABNORMAL until HA is on', () => {
    expect(recoveredStore(haConfig('{"enable":false,"refetchStoreIntervalMin":90}'), outage(1)).status).toBe('ABNORMAL')
  })
  test('stays ABNORMAL where HA leaves Stores alone', () => {
    expect(recoveredStore(haConfig('{"enable":true,"enableStore":false}'), outage(1)).status).toBe('ABNORMAL')
  })
  test("comes back in the vendor's example: stopped 16:00, on at 17:00, interval 90", () => {
    expect(recoveredStore(haConfig('{"enable":true,"refetchStoreIntervalMin":90}'), outage(60)).status).toBe('RUNNING')
  })
  test.each([
    [60, 'ERROR'],
    [59, 'ERROR'],
    [61, 'RUNNING'],
  ])('with an interval of %i after exactly 60 minutes is %s: the interval must be greater', (interval, status) => {
    expect(recoveredStore(haConfig(`{"enable":true,"refetchStoreIntervalMin":${interval}}`), outage(60)).status).toBe(status)
  })
  test('needs no interval where it asks its clients', () => {
    const ha = haConfig('{"enable":true,"perceiveStoreClientCheckpoint":true,"refetchStoreIntervalMin":1}')
    expect(recoveredStore(ha, outage(600)).status).toBe('RUNNING')
  })
  test('has the usual 30 minutes where the key is missing', () => {
    expect(recoveredStore(haConfig('{"enable":true}'), outage(29)).status).toBe('RUNNING')
    expect(recoveredStore(haConfig('{"enable":true}'), outage(30)).status).toBe('ERROR')
  })
  test('ends in ERROR within seconds where time is sped up, and says why', () => {
    const store = recoveredStore(haConfig('{"enable":"true","refetchStoreIntervalMin":"30"}'), outage(0.1, 10))
    expect(store.status).toBe('ERROR')
    expect(store.message).toContain('30 is not greater than the 60.0 minutes')
  })
})
