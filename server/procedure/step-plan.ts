import type { RetryInput } from '../contract/choice.ts'
import type { Plan, PlannedStep } from '../contract/plan.ts'
import { type Said, say } from '../contract/said.ts'
import type { StepTimes } from '../contract/step-times.ts'
import type { Phase, StepChanges, StepId } from '../contract/steps.ts'
import { byteSize } from '../domain/byte-size.ts'
import type { KeptBackup } from '../domain/databases/backup-manifest.ts'
import type { InstallationAccess } from './installation-access.ts'
import type { DumpTool } from './ports/backups.ts'

/** What the steps of an upgrade are planned from. */
export interface UpgradeSubject {
  installation: InstallationAccess
  /** Path of the image archive; null where the engine has the image. */
  archive: string | null
  /** Name that the image gets once it is loaded; null where it has it by itself. */
  tag: string | null
  newName: string
  dockerRun: string
  /** What dumps, where preflight got so far. */
  dumpTool?: DumpTool
  perceives: boolean
  /** `isDigested`: the server has no CHECKSUM TABLE, so the proof of what it holds is a digest of every row. */
  measured: { archiveBytes: number; imageOnEngine: boolean; databaseBytes: number; isDigested: boolean }
}

/** What the steps of a rollback are planned from. */
export interface RollbackSubject {
  plan: Plan
  /** Null where nothing has to be restored. */
  backup: KeptBackup | null
}

export interface Estimate {
  seconds: number
  /** Where the number comes from, in words. */
  source: Said
  /** By size, or by habit: earlier runs know better than a habit, but not better than a size. */
  by: 'size' | 'habit'
}

/** Everything about a step that is known before it runs. */
export interface StepPlan<Subject> {
  /** The commands or requests that the step stands for. */
  commands(subject: Subject): string[]
  estimate(subject: Subject): Estimate
  /** What may be corrected before the step is tried again, because it may have been wrong. */
  inputs?: RetryInput[]
}

interface Planned<Subject> {
  id: StepId
  phase: Phase
  changes: StepChanges
  source: string
  undoneBy: Said
  plan: StepPlan<Subject>
}

// Measured on two cores.
export const DUMP_BYTES_PER_SECOND = 120e6
// On one connection, as wide rows take it (METADB.md). The other rates hold the time of CHECKSUM TABLE.
export const DIGEST_BYTES_PER_SECOND = 40e6

export function usually(seconds: number): Estimate {
  return { seconds, source: say('steps.estimate.usual'), by: 'habit' }
}

/** OMS sends a heartbeat about every minute, and nothing that the panel does makes it come sooner. */
export function twoHeartbeats(): Estimate {
  return { seconds: 120, source: say('steps.estimate.heartbeats'), by: 'habit' }
}

export function byDumps(backup: KeptBackup | null, bytesPerSecond: number): Estimate {
  const bytes = (backup?.manifest.databases ?? []).reduce((sum, { dump }) => sum + dump.bytes, 0)
  const proofSeconds = backup !== null && isDigested(backup) ? bytes / DIGEST_BYTES_PER_SECOND : 0
  return {
    seconds: Math.ceil(5 + bytes / bytesPerSecond + proofSeconds),
    source: say('steps.estimate.dumps', { size: byteSize(bytes) }),
    by: 'size',
  }
}

/** Whether the server had no checksum for any of its tables. */
function isDigested({ manifest }: KeptBackup): boolean {
  const proofs = manifest.databases.flatMap(({ inventory }) => inventory.tables.map(({ proof }) => proof.by))
  return proofs.includes('digest') && !proofs.includes('checksum')
}

/** A step as people review it before it runs. */
export function planStep<Subject>({ plan, ...step }: Planned<Subject>, subject: Subject, estimate = plan.estimate(subject)): PlannedStep {
  const { id, phase, changes, source, undoneBy } = step
  const { seconds: estimateSeconds, source: estimateSource } = estimate
  return { id, phase, changes, source, commands: plan.commands(subject), undoneBy, estimateSeconds, estimateSource }
}

/** By sizes where there are any, else as it was before, else as is usual. */
export function estimateStep<Subject>({ id, plan }: Pick<Planned<Subject>, 'id' | 'plan'>, subject: Subject, earlier: StepTimes): Estimate {
  const estimate = plan.estimate(subject)
  const before = earlier[id]
  if (before === undefined || estimate.by === 'size') return estimate
  return { seconds: Math.max(1, Math.ceil(before.seconds)), source: say('steps.estimate.earlier', { count: before.runs }), by: 'habit' }
}
