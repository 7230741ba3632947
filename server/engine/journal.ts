import type { LogStream, Progress, StepStatus } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'

/** The right to change one installation. Every write carries it; a write with an old fence is refused with LeaseLost. */
export interface Hold {
  installationId: string
  jobId: string
  runId: string
  owner: string
  fence: number
}

export class LeaseLost extends Error {
  constructor() {
    super('another process took this run over')
    this.name = 'LeaseLost'
  }
}

export interface Attempt {
  id: string
  stepId: string
  number: number
  status: StepStatus
  /** What it ended with; absent while it is open. */
  outcome?: Said
}

export interface Orders {
  hold: boolean
  abort: boolean
  /** The step that is only looked at. */
  checkOnly: string | null
  /** The failed step that is tried again: one attempt of it. */
  again: string | null
}

export interface Line {
  at: Date
  stepId: string
  stream: LogStream
  text: string
}

export interface Settlement {
  status: 'succeeded' | 'failed' | 'interrupted' | 'skipped'
  outcome: Said
  rawError?: string
}

/** What the engine remembers, durably. The store implements it; the engine's unit tests use one in memory. */
export interface Journal {
  /** The newest attempt of every step that has one. */
  latestAttempts(runId: string): Promise<Attempt[]>
  /** Intent before effect: the row says running before the outside hears anything. Uses up the order to try this step again. */
  begin(hold: Hold, stepId: string): Promise<Attempt>
  verifying(hold: Hold, attempt: Attempt): Promise<void>
  settle(hold: Hold, attempt: Attempt, settlement: Settlement): Promise<void>
  note(hold: Hold, attempt: Attempt, note: { progress?: Progress; waitingFor?: Said | null }): Promise<void>
  append(hold: Hold, lines: Line[]): Promise<void>
  /** What people asked of this run since it was started or went on. */
  orders(runId: string): Promise<Orders>
}

export interface Leases {
  /** Null while another living process holds the installation. */
  take(run: { installationId: string; jobId: string; runId: string }, owner: string): Promise<Hold | null>
  /** False: lost. */
  renew(hold: Hold): Promise<boolean>
  release(hold: Hold): Promise<void>
}
