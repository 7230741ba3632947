/** What a panel process of the fault suite is told; JSON in the environment variable PANEL_FAULT. Names files, holds no secrets. */
export interface PanelSettings {
  databaseFile: string
  keyFile: string
  engineHost: string
  imageFolder: string
  backupFolder: string
  /** Where the process kills itself. */
  dieAt: Death | null
  /** Sets the clock by so many seconds as this step begins; an empty name: from the start of the process. */
  clock: { fromStep: string; seconds: number } | null
  /** The console is spoken to at this address instead of its own. */
  consoleUrl: string | null
  /** Shorter limits of steps, in seconds. */
  limits: Record<string, { timeout?: number; settle?: number }>
  /** Holds the process until its standard input has a line, so that the world can be changed: as the step begins, or before a call of it. */
  pauseAt: { step: string; call: string | null } | null
}

/** `at` is a moment of the engine (`intended`, `ran`, `looked`, `settled`) or a call: `in docker.stop`, `after docker.stop`, `in any`. */
export interface Death {
  step: string
  at: string
}

/** What the process tells, a JSON line each. */
export type PanelNews =
  | { is: 'ready' }
  | { is: 'call'; step: string; call: string }
  | { is: 'moment'; step: string; moment: string }
  | { is: 'paused' }
  | { is: 'incident'; text: string }
