import { expect, test } from 'vitest'
import { type BeatReading, beatSeconds, newerBeats, offsetMinutes, watchSince, withBeats } from './heartbeats.ts'

const NODE = '10.0.0.5'
const HOUR = 3_600_000
const T = Date.UTC(2026, 10, 30, 3)
const read = (seconds: number, beat: number | null, offsetMs = 0): BeatReading => ({
  now: T + seconds * 1000,
  beats: beat === null ? {} : { [NODE]: T + beat * 1000 + offsetMs },
})

// Green while the new supervisor was dead: a heartbeat of the old one was fresh enough for 540 s.
test('a heartbeat that was there before proves nothing, however fresh it is', () => {
  let watch = watchSince(read(0, -1))
  for (let second = 1; second < 540; second += 1) watch = withBeats(watch, read(second, -1))
  expect(newerBeats(watch, NODE)).toBe(0)
})

test('each newer heartbeat counts once, and a first row counts too', () => {
  let watch = watchSince(read(0, null))
  for (const [second, beat] of [
    [1, 0.5],
    [2, 0.5],
    [61, 60.5],
    [62, 60.5],
  ] as const)
    watch = withBeats(watch, read(second, beat))
  expect(newerBeats(watch, NODE)).toBe(2)
  expect(beatSeconds(watch)).toBe(60)
  expect(newerBeats(watch, '10.0.0.6')).toBe(0)
})

// A restore puts older rows back: they are no sign of life.
test('a value that goes back is not a heartbeat', () => {
  const watch = withBeats(withBeats(watchSince(read(0, 0)), read(1, 1)), read(2, -300))
  expect(newerBeats(watch, NODE)).toBe(1)
})

test('a constant offset does not matter, and is reported', () => {
  let watch = watchSince(read(0, -10, 8 * HOUR))
  for (const beat of [50, 110]) watch = withBeats(watch, read(beat + 1, beat, 8 * HOUR))
  expect(newerBeats(watch, NODE)).toBe(2)
  expect(offsetMinutes(watch)).toBe(480)
  expect(offsetMinutes(withBeats(watchSince(read(0, 0)), read(61, 60)))).toBeNull()
})

test('a watch of a whole night stays small', () => {
  let watch = watchSince(read(0, 0))
  for (let beat = 1; beat < 500; beat += 1) watch = withBeats(watch, read(beat * 60, beat * 60))
  expect(newerBeats(watch, NODE)).toBeLessThanOrEqual(6)
  expect(watch.newer[NODE]?.[0]?.value).toBe(T + 60_000)
  expect(beatSeconds(watch)).toBe(60)
})
