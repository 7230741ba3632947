import type { Actor } from '../contract/access.ts'
import type { Plan } from '../contract/plan.ts'
import type { RollbackStepId, UpgradeStepId } from '../contract/steps.ts'
import type { WayBack } from '../contract/way-back.ts'
import type { Permit } from '../engine/permit.ts'
import type { Step } from '../engine/step.ts'
import type { Facts } from './facts.ts'
import type { InstallationAccess } from './installation-access.ts'
import type { BackupsReader, BackupsWriter } from './ports/backups.ts'
import type { Clock } from './ports/clock.ts'
import type { ConsoleReader, Consoles, ConsoleWriter } from './ports/console.ts'
import type { DockerReader, DockerWriter } from './ports/engine.ts'
import type { ImageArchives } from './ports/images.ts'
import type { MetaDbReader, MetaDbs, MetaDbWriter } from './ports/metadb.ts'
import type { NoticeSender } from './ports/notices.ts'
import type { Report } from './ports/report.ts'
import type { RollbackSubject, StepPlan, UpgradeSubject } from './step-plan.ts'

/** The outside as it can be looked at. Proofs get nothing else. */
export interface Readers {
  docker: DockerReader
  metaDbs: MetaDbs<MetaDbReader>
  consoles: Consoles<ConsoleReader>
  backups: BackupsReader
  images: ImageArchives
  notices: NoticeSender
  clock: Clock
  /** True where something accepts TCP connections there. */
  isListening(host: string, port: number): Promise<boolean>
}

/** Everything that changes the outside. Each write asks the permit right before it goes out. */
export interface Writers {
  docker: DockerWriter
  metaDbs: MetaDbs<MetaDbWriter>
  consoles: Consoles<ConsoleWriter>
  backups: BackupsWriter
}

/** The outside, as ports. */
export interface World extends Readers {
  writers(permit: Permit): Writers
}

/** What a step of the upgrade looks at and remembers; all that its proof gets. */
export interface UpgradeContext {
  world: Readers
  installation: InstallationAccess
  plan: Plan
  job: { id: string; number: number }
  /** Id of the run that the attempt belongs to. */
  run: string
  attempt: number
  facts: Facts
  report: Report
}

/** A rollback as a person asked for it. */
export interface RollbackRequest {
  actor: Actor
  reason: string
  way: WayBack
  skipSafetyDump: boolean
}

/** What a person chose when they started a run. */
export interface RunOptions {
  /** Of an upgrade: a person asked for a rollback while a step ran; it begins when the run has stopped. */
  thenRollBack?: RollbackRequest
  /** How a rollback brings the databases back; absent in runs of before there was a choice, which drop and restore. */
  way?: WayBack | undefined
  /** Why the databases as they are now are not dumped before a rollback drops them. */
  skipSafetyDump?: string
}

export interface RollbackContext extends UpgradeContext {
  options: RunOptions
}

/** What `run` gets on top: the right to change things. */
export type Acting<Context> = Context & { writers: Writers }

export type UpgradeStep = Step<UpgradeStepId, UpgradeContext, Acting<UpgradeContext>> & { plan: StepPlan<UpgradeSubject> }
export type RollbackStep = Step<RollbackStepId, RollbackContext, Acting<RollbackContext>> & { plan: StepPlan<RollbackSubject> }
