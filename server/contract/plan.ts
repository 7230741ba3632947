import { z } from 'zod'
import type { ToolPair } from './dump-tools.ts'
import type { Finding } from './finding.ts'
import type { MetaDbCapabilities } from './metadb-capabilities.ts'
import type { Said } from './said.ts'
import type { Phase, StepChanges, StepId } from './steps.ts'
import { VersionText } from './versions.ts'

/** An archive in the panel's image folder, or an image that the engine has already. */
export const ImageSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('archive'),
    file: z.string().regex(/^[^/\0]{1,255}$/),
    /** Chosen among several names of the archive's image, or typed where it has none. */
    name: z.string().min(1).max(512).optional(),
  }),
  z.object({ kind: z.literal('engine'), reference: z.string().min(1).max(512) }),
])
export type ImageSource = z.infer<typeof ImageSource>

export const ContainerName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/)

/** How the Stores find their place again after the gap between T1 and T2 (step 8 of the document). */
export const StoreRecovery = z.enum(['perceive-checkpoint', 'refetch-interval'])
export type StoreRecovery = z.infer<typeof StoreRecovery>

export const PlanOptions = z.object({
  image: ImageSource,
  newContainerName: ContainerName,
  /** Only used where the image's tag does not tell it. */
  toVersion: VersionText.nullable(),
  storeRecovery: StoreRecovery,
  /** Ids of findings with level `confirm` that the operator accepts. */
  confirmed: z.array(z.string().max(100)).max(50),
})
export type PlanOptions = z.infer<typeof PlanOptions>

export const PlanInput = z.object({ installationId: z.string().min(1), options: PlanOptions })
export type PlanInput = z.infer<typeof PlanInput>

/** The hash of the draft that the person looked at: what is stored is what was seen. */
export const SavePlanInput = PlanInput.extend({ planHash: z.string().regex(/^[0-9a-f]{64}$/) })
export type SavePlanInput = z.infer<typeof SavePlanInput>

export interface PlannedStep {
  id: StepId
  phase: Phase
  changes: StepChanges
  /** Paragraph of the vendor's document, for example `3.4.0 single-node, step 2.1`. */
  source: string
  /** The exact commands or requests that the step stands for; secrets shown as `[secret]`. */
  commands: string[]
  undoneBy: Said
  estimateSeconds: number
  /** Where the estimate comes from. */
  estimateSource: Said
}

/** One property in which old and new container differ or which a hard rule keeps equal. */
export interface DiffRow {
  /** Docker's own path, for example `HostConfig.Binds` or `Env.IS_UPGRADE`. */
  path: string
  before: string | null
  after: string | null
  kind: 'same' | 'changed' | 'added' | 'removed'
  /** Set on the rows that the document demands: the three mounts, IS_UPGRADE. */
  rule: Said | null
}

export interface Plan {
  installation: { id: string; name: string }
  node: {
    hostIp: string
    /** `stopSeconds`: how long it may take to stop; absent in plans of an earlier version. */
    oldContainer: { id: string; name: string; imageId: string; stopSeconds?: number }
    newContainerName: string
  }
  from: { version: string; image: string }
  to: {
    version: string
    image: string
    /** As the engine has it, or of the archive's configuration. */
    imageId: string
    /** The same on every engine; null where the image does not tell enough, absent in plans of before it was kept. */
    content?: string | null
    architecture: string
    source: ImageSource
  }
  databases: { rm: string; cm: string; heartbeats: string[] }
  consoleDriver: string
  storeRecovery: StoreRecovery
  backupFolder: string
  steps: PlannedStep[]
  diff: DiffRow[]
  downtimeSeconds: number
  confirmed: string[]
  /** What the MetaDB can do, as it was asked when the plan was made; absent in plans of before it was asked. */
  metaDb?: MetaDbCapabilities
  /** What dumps and restores; absent in plans of before it was kept. */
  tools?: ToolPair
  /** Which way back this installation has; absent in plans of before there was a choice. */
  wayBack?: PlannedWayBack
  /** Tables whose content may not be provable, each with the reason; absent in plans of before this was known. */
  weakProofs?: Said[]
}

/**
 * `triedAt`: when tables were swapped between scratch databases, after asking (ISO, UTC); absent where only the rights of the account were
 * read. `isSpaceUnknown`: nobody knows whether the MetaDB has room for a second copy.
 */
export type PlannedWayBack =
  | { way: 'swap'; triedAt?: string; isSpaceUnknown?: boolean }
  | { way: 'drop-and-restore'; because: Said; raw: string; triedAt?: string }

export const TryWayBackInput = z.object({ installationId: z.string().min(1) })
export type TryWayBackInput = z.infer<typeof TryWayBackInput>

/** What a try of the way back would create and drop, and where. */
export interface WayBackScratch {
  /** Login and address, as the panel uses them. */
  account: string
  address: string
  /** The part of each name that is random is shown as `…`. */
  names: string[]
}

/** What the plan page shows before it is stored: the preflight findings, and the plan where one could be made. */
export interface PlanDraft {
  findings: Finding[]
  /** Null while something blocks the making of a plan. */
  plan: Plan | null
  /** SHA-256 of the plan's canonical JSON. */
  planHash: string | null
  /** Ids of `confirm` findings that are not accepted yet. */
  unconfirmed: string[]
  scratch: WayBackScratch
}

export interface ImageChoices {
  folder: string
  freeBytes: number
  archives: { file: string; bytes: number; modifiedAt: string }[]
  engine: { reference: string; id: string; architecture: string; bytes: number; createdAt: string }[]
}

export const StartInput = z.object({
  jobId: z.string().min(1),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The person knows that the downtime does not fit into what remains of the window. */
  fitConfirmed: z.boolean().optional(),
  /** Number of the newest job that the person knows the start closes. */
  closes: z.number().int().optional(),
})
export type StartInput = z.infer<typeof StartInput>

export const WithdrawInput = z.object({ jobId: z.string().min(1), reason: z.string().trim().max(2000) })
export type WithdrawInput = z.infer<typeof WithdrawInput>
