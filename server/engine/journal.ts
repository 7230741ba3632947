import type { LogStream, Progress, StepStatus } from '../contract/job.ts'
import type { Said } from '../contract/said.ts'

/** The right to change one installation. Every write carries it; a write with an old fence is refused with LeaseLost. */
export interface Lease {
  installationId: string
  jobId: string
  runId: string
  /** Number of the run within its job; every line of the log carries it. */
  runNumber: number
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
  /** Among the attempts at this step. */
  number: number
  status: StepStatus
  /** What it ended with; absent while it is open. */
  outcome?: Said
}

export interface Orders {
  hold: boolean
  /** Id of the attempt that a person wants to be stopped: that one and no other. */
  stop: string | null
  /** The step that is only looked at. */
  checkOnly: string | null
  /** The failed step that is tried again: one attempt of it. */
  again: string | null
}

export interface Line {
  at: Date
  stepId: string
  /** Number of the attempt; null for what belongs to none. */
  attempt: number | null
  stream: LogStream
  text: string
}

export interface Settlement {
  status: 'succeeded' | 'failed' | 'interrupted' | 'skipped'
  outcome: Said
  /** After an error or a deadline: what was seen then; of a step that succeeded all the same, what went wrong. */
  beside?: Said
  rawError?: string
}

/** What the engine remembers, durably. The store implements it; the engine's unit tests use one in memory. */
export interface Journal {
  /** The newest attempt of every step that has one. */
  latestAttempts(runId: string): Promise<Attempt[]>
  /** Intent before effect: the row says running before the outside hears anything. Uses up the order to try this step again. */
  begin(lease: Lease, stepId: string): Promise<Attempt>
  verifying(lease: Lease, attempt: Attempt): Promise<void>
  settle(lease: Lease, attempt: Attempt, settlement: Settlement): Promise<void>
  note(lease: Lease, attempt: Attempt, note: { progress?: Progress; waitingFor?: Said | null }): Promise<void>
  append(lease: Lease, lines: Line[]): Promise<void>
  /** What people asked of this run since it was started or went on. */
  orders(runId: string): Promise<Orders>
}

export interface Leases {
  /** Null while another living process holds the installation. */
  take(run: Omit<Lease, 'owner' | 'fence'>, owner: string): Promise<Lease | null>
  /** False: lost. */
  renew(lease: Lease): Promise<boolean>
  release(lease: Lease): Promise<void>
}
