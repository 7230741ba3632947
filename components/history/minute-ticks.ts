/** Steps that people count time in, in seconds. */
const STEPS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]
const MOST_TICKS = 6

/** Round places on an axis of seconds, from zero to above the largest. */
export function minuteTicks(seconds: number[]): number[] {
  const largest = Math.max(...seconds, 1)
  const step = STEPS.find((candidate) => largest / candidate <= MOST_TICKS) ?? Math.ceil(largest / MOST_TICKS / 86_400) * 86_400
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => index * step)
}
