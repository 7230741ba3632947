export interface Clock {
  now(): Date
  /** Resolves after the time or rejects with the signal's reason. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}
