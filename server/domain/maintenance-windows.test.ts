import { describe, expect, test } from 'vitest'
import type { WindowSpec } from '../contract/maintenance-window.ts'
import { isForwards, isRealDate, isTimeZone, localClock, nextOpenTimes, windowState } from './maintenance-windows.ts'

const BERLIN = 'Europe/Berlin'
const nightly = (start: string, minutes: number, weekdays = [1, 2, 3, 4, 5, 6, 7]): WindowSpec => ({
  kind: 'weekly',
  weekdays,
  start,
  minutes,
})
const freeze = (from: string, to: string): WindowSpec => ({ kind: 'freeze', from, to, reason: 'Singles Day' })
const at = (iso: string) => new Date(iso)
const opens = (specs: WindowSpec[], timeZone: string, now: string, count: number) =>
  nextOpenTimes({ specs, timeZone }, at(now), count).map(({ from, to }) => `${from.slice(0, 16)} ${to.slice(0, 16)}`)

// A window that is read in the wrong zone stops OMS in the middle of somebody's day.
test('a weekly window is meant in the time zone of the installation, also across midnight', () => {
  const rules = { specs: [nightly('22:30', 180, [6])], timeZone: 'Asia/Shanghai' }
  expect(opens(rules.specs, rules.timeZone, '2026-11-24T00:00:00Z', 2)).toEqual([
    '2026-11-28T14:30 2026-11-28T17:30',
    '2026-12-05T14:30 2026-12-05T17:30',
  ])
  expect(windowState(rules, at('2026-11-28T17:29:59Z'))).toMatchObject({ isOpen: true, openUntil: '2026-11-28T17:30:00.000Z' })
  expect(windowState(rules, at('2026-11-28T17:30:00Z'))).toMatchObject({ isOpen: false, nextOpenAt: '2026-12-05T14:30:00.000Z' })
  expect(windowState(rules, at('2026-11-28T14:29:59Z'))).toMatchObject({ isOpen: false, nextOpenAt: '2026-11-28T14:30:00.000Z' })
})

describe('summer time', () => {
  // 2027-03-28 02:00 to 03:00 does not exist in Berlin.
  test('a window that begins in the hour that does not exist opens an hour later by the clock and lasts as long as told', () => {
    expect(opens([nightly('02:30', 60)], BERLIN, '2027-03-27T12:00:00Z', 2)).toEqual([
      '2027-03-28T01:30 2027-03-28T02:30',
      '2027-03-29T00:30 2027-03-29T01:30',
    ])
  })

  // 2026-10-25 02:00 to 03:00 comes twice in Berlin.
  test('a window that begins in the hour that comes twice opens once, at the first of them', () => {
    expect(opens([nightly('02:30', 60)], BERLIN, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30 2026-10-25T01:30',
      '2026-10-26T01:30 2026-10-26T02:30',
    ])
  })

  test('a window over the change lasts as many minutes as told', () => {
    expect(opens([nightly('23:00', 360)], BERLIN, '2026-10-24T12:00:00Z', 1)).toEqual(['2026-10-24T21:00 2026-10-25T03:00'])
  })

  // A freeze that ends an hour early lets OMS be stopped while it is frozen.
  test('a freeze that ends in the hour that comes twice lasts through both', () => {
    const rules = { specs: [freeze('2026-10-24T00:00', '2026-10-25T02:30')], timeZone: BERLIN }
    expect(windowState(rules, at('2026-10-25T01:00:00Z')).freeze).not.toBeNull()
    expect(windowState(rules, at('2026-10-25T01:30:00Z')).freeze).toBeNull()
  })
})

describe('freezes', () => {
  test('a freeze inside a window cuts it in two', () => {
    const specs = [nightly('20:00', 240, [2]), freeze('2026-11-24T21:00', '2026-11-24T22:00')]
    expect(opens(specs, 'UTC', '2026-11-24T12:00:00Z', 2)).toEqual([
      '2026-11-24T20:00 2026-11-24T21:00',
      '2026-11-24T22:00 2026-11-25T00:00',
    ])
    expect(windowState({ specs, timeZone: 'UTC' }, at('2026-11-24T21:30:00Z'))).toMatchObject({
      isOpen: false,
      freeze: { until: '2026-11-24T22:00:00.000Z', reason: 'Singles Day' },
      nextOpenAt: '2026-11-24T22:00:00.000Z',
    })
  })

  test('without any window a freeze alone stands in the way, and a start is possible when it ends', () => {
    const rules = { specs: [freeze('2026-11-24T00:00', '2026-11-26T00:00')], timeZone: 'UTC' }
    expect(windowState(rules, at('2026-11-23T00:00:00Z'))).toMatchObject({ isOpen: true, openUntil: '2026-11-24T00:00:00.000Z' })
    expect(windowState(rules, at('2026-11-25T00:00:00Z'))).toMatchObject({ isOpen: false, nextOpenAt: '2026-11-26T00:00:00.000Z' })
  })

  test('a freeze over weeks moves the next window behind it', () => {
    const specs = [nightly('01:00', 60, [1]), freeze('2026-11-24T00:00', '2027-02-01T00:00')]
    expect(opens(specs, 'UTC', '2026-11-24T12:00:00Z', 1)).toEqual(['2027-02-01T01:00 2027-02-01T02:00'])
  })
})

test('without windows and freezes every time is fine; with only a window that is past, none is', () => {
  const anytime = windowState({ specs: [], timeZone: 'UTC' }, at('2026-11-24T12:00:00Z'))
  expect(anytime).toMatchObject({ hasWindows: false, isOpen: true, openUntil: null, nextOpenAt: null })
  const past: WindowSpec = { kind: 'once', from: '2026-11-20T01:00', to: '2026-11-20T03:00' }
  const over = windowState({ specs: [past], timeZone: 'UTC' }, at('2026-11-24T12:00:00Z'))
  expect(over).toMatchObject({ hasWindows: true, isOpen: false, nextOpenAt: null })
})

test('windows that touch are one, so that what remains of them is told whole', () => {
  const specs = [nightly('22:00', 120, [2]), nightly('00:00', 120, [3])]
  expect(windowState({ specs, timeZone: 'UTC' }, at('2026-11-24T23:00:00Z')).openUntil).toBe('2026-11-25T02:00:00.000Z')
})

test('dates that do not exist, ends before beginnings and zones that are none are noticed', () => {
  expect([isRealDate('2026-02-29T01:00'), isRealDate('2028-02-29T01:00')]).toEqual([false, true])
  const backwards: WindowSpec = { kind: 'once', from: '2026-11-24T03:00', to: '2026-11-24T03:00' }
  expect(isForwards(backwards, 'UTC')).toBe(false)
  expect(isForwards(freeze('2026-11-24T03:00', '2026-11-24T03:01'), 'UTC')).toBe(true)
  expect([isTimeZone('Asia/Shanghai'), isTimeZone('Mars/Base'), isTimeZone('+08:00')]).toEqual([true, false, false])
})

test('a moment is told in the zone of the installation', () => {
  expect(localClock('2026-11-28T14:30:00.000Z', 'Asia/Shanghai')).toBe('2026-11-28 22:30')
})
