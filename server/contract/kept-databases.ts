import { z } from 'zod'
import type { JobStatus } from './job.ts'
import type { Said } from './said.ts'

/** A database that the panel made for a job and that is still on the MetaDB. */
export interface KeptDatabase {
  name: string
  /** The live database it was made beside. */
  of: string
  /** kept: what a rollback replaced. new: a copy made for a rollback. try: scratch. */
  kind: 'kept' | 'new' | 'try'
  tables: number
  /** The server's own estimate of the data, without indexes; null where it gives none. */
  bytes: number | null
  /** Why the panel never drops it; null where it may. */
  stays: Said | null
}

/** The gate's answer for all of them together. */
export type KeptChoice = { allowed: true; consequence: Said } | { allowed: false; reason: Said }

/** Answer of GET /api/upgrades/[id]/kept. */
export interface KeptReading {
  /** When the MetaDB was read; ISO. */
  at: string
  /** `host:port` of the MetaDB that was read. */
  address: string
  /** How many databases the job noted that it made, whether or not they are still there. With none, the MetaDB is not asked. */
  noted: number
  databases: KeptDatabase[]
  /** Noted names that the account could not see even if they existed. */
  unseen: string[]
  /** The account sees the sessions of other accounts, so it would see whoever uses these databases. */
  seesSessions: boolean
  choice: KeptChoice
}

/** Answer of GET /api/installations/[id]/kept: the jobs that still keep databases. */
export interface InstallationKept {
  at: string
  jobs: { id: string; number: number; status: JobStatus; databases: number; bytes: number | null }[]
}

export const DropKeptInput = z.object({
  jobId: z.string().min(1),
  /** Exactly what the person was shown: what appeared since then stays. */
  names: z.array(z.string().min(1).max(64)).min(1).max(200),
  /** As the person typed it. */
  installationName: z.string().max(256),
})
export type DropKeptInput = z.infer<typeof DropKeptInput>
