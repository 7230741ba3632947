import { z } from 'zod'
import type { Finding } from './finding.ts'
import type { PlannedStep } from './plan.ts'
import type { Said } from './said.ts'
import { StepId } from './steps.ts'
import { WayBack } from './way-back.ts'

/**
 * retry: the step again. check: the step's verify only, "the world is as it should be, go on". skip: leave the step out, where its
 * definition says why that is safe. hold: stop after the running step. abort: stop the running step now, where it can be stopped.
 * continue: go on after a hold. roll-back: begin step 9 of the document. undo-rollback: swap back what a rollback that has not started the
 * old OMS had replaced. finalize: no way back after this. resolve: a person brought OMS to a good state without the panel, and ends the job.
 */
export const ChoiceKind = z.enum([
  'retry',
  'check',
  'skip',
  'hold',
  'abort',
  'continue',
  'roll-back',
  'undo-rollback',
  'finalize',
  'resolve',
])
export type ChoiceKind = z.infer<typeof ChoiceKind>

/** The answer of the one gate that the button, the action and the runner ask. */
export type Choice = { kind: ChoiceKind; stepId: StepId | null } & (
  | {
      allowed: true
      /** What happens then, in words. */
      consequence: Said
      needsReason: boolean
      /** Set where the act must not be done blindly: what the person confirms. */
      confirm: Said | null
      /** Inputs that may be corrected on the way: the console's account, the MetaDB's password, the image archive, what to go on without. */
      inputs: RetryInput[]
    }
  | { allowed: false; reason: Said }
)

export const RetryInput = z.enum(['console-account', 'metadb-password', 'image-archive', 'except-servers', 'ha-config'])
export type RetryInput = z.infer<typeof RetryInput>

/** The id of whoever drives the job, in whose place the person decides; asked for where that is somebody else. */
const InPlaceOf = z.string().max(64).nullish()

export const DecideInput = z.object({
  jobId: z.string().min(1),
  kind: ChoiceKind.exclude(['roll-back', 'resolve']),
  /** The step that the person looked at; refused when the run has moved on. */
  stepId: StepId.nullable(),
  reason: z.string().trim().max(2000),
  confirmed: z.boolean(),
  inPlaceOf: InPlaceOf,
  inputs: z.object({
    consoleUser: z.string().max(128).optional(),
    consolePassword: z.string().max(256).optional(),
    metaDbPassword: z.string().max(256).optional(),
    imageFile: z
      .string()
      .regex(/^[^/\0]{1,255}$/)
      .optional(),
    /** Servers to go on without; the reason of the decision is theirs. */
    exceptServers: z.array(z.string().min(1).max(64)).max(100).optional(),
    /** Whether values of ha.config that somebody changed stay, or the earlier ones come back. */
    haConfig: z.enum(['keep', 'restore']).optional(),
  }),
})
export type DecideInput = z.infer<typeof DecideInput>

export const RollBackInput = z.object({
  jobId: z.string().min(1),
  reason: z.string().trim().min(1).max(2000),
  /** The name of the container that is given up, typed by the person. */
  containerName: z.string().max(128),
  /** The way back that the person looked at; refused where the job has another one by now. Absent: the job's own. */
  way: WayBack.optional(),
  /** For drop-and-restore: the person agrees that the databases are dropped before they are restored. */
  dropsConfirmed: z.boolean().optional(),
  /** Only with a reason of its own: the databases as they are now cannot be dumped, or need not be kept. */
  skipSafetyDump: z.boolean(),
  inPlaceOf: InPlaceOf,
})
export type RollBackInput = z.infer<typeof RollBackInput>

export const TakeOverInput = z.object({ jobId: z.string().min(1) })
export type TakeOverInput = z.infer<typeof TakeOverInput>

/** A failure that somebody met before: found by its text, shown beside the raw text, never instead of it. */
export interface KnownFailure {
  id: string
  cause: Said
  action: Said
  source: Said
}

/** What differs now in number from the dumps of T1. */
export interface RollbackLoss {
  tables: number
  rows: number
  examples: string[]
}

/** What the rollback dialog says before anybody types anything. */
export interface RollbackPreview {
  /** The way that this job has, and, where it is not the swap although one would be wanted, why. */
  way: WayBack
  because: Said | null
  /** The person may choose between the swap and drop-and-restore. */
  canSwap: boolean
  /** What the rollback needs, looked at now. A blocking one refuses this way. */
  findings: Finding[]
  /** A step runs: the rollback begins when it has ended. */
  waitsForStep: boolean
  /** The name that has to be typed. */
  containerName: string
  /** What the backup cannot prove of its restore, by name. */
  weakProofs: Said[]
  /** Empty: the run had not come so far, so nothing is restored. */
  dumps: { database: string; file: string; bytes: number; verified: boolean; problem: Said | null }[]
  verifiedAt: string
  estimateSeconds: number
  /** Of these, how long OMS is down. */
  downSeconds: number
  procedure: PlannedStep[]
}
