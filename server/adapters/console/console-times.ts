/** All in milliseconds. */
export interface ConsoleTimes {
  /** Of one exchange with the console. */
  timeoutMs: number
  /** Before each further try of a read. */
  retryPausesMs: number[]
  /** Between two looks at a value that was just written. */
  readBackPauseMs: number
  /** How often a written value is looked at before it counts as not applied. */
  readBackTries: number
  /** Between two looks at a value that a person is to enter. */
  guidedPauseMs: number
}

export const CONSOLE_TIMES: ConsoleTimes = {
  timeoutMs: 10_000,
  retryPausesMs: [500, 2_000],
  readBackPauseMs: 1_000,
  readBackTries: 10,
  guidedPauseMs: 2_000,
}
