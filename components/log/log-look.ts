import type { LineClock } from './line-time.ts'

/** How the lines of a log are shown. */
export interface LogLook extends LineClock {
  isWrapped: boolean
}
