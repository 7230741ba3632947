import type { TimeStyle } from './line-time.ts'

/** How the lines of a log are shown. */
export interface LogLook {
  isWrapped: boolean
  timeStyle: TimeStyle
  /** What times since the start count from. */
  startedAt: string | null
}
