import type { Clock } from '../procedure/ports/clock.ts'

/** A clock that goes on evenly from now, though somebody sets the machine's: no step lasts less than nothing. One for each pass of a run. */
export function steadyClock(clock: Clock): Clock & { elapsedMs(): number } {
  const begun = clock.now().getTime()
  const started = performance.now()
  const elapsedMs = () => performance.now() - started
  return { wait: (...given) => clock.wait(...given), now: () => new Date(begun + elapsedMs()), elapsedMs }
}
