import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../procedure/ports/clock.ts'

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
}
