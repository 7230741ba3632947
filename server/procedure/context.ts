import type { Edition } from '../contract/installation.ts'
import type { Plan } from '../contract/plan.ts'
import type { RollbackStepId, UpgradeStepId } from '../contract/steps.ts'
import type { Step } from '../engine/step.ts'
import type { Facts } from './facts.ts'
import type { Backups, Clock, ConsoleLogin, Consoles, Docker, ImageArchives, MetaDbLogin, MetaDbs, Report } from './ports.ts'
import type { NoticeSender } from './ports-notices.ts'

/** The outside, as ports. */
export interface World {
  docker: Docker
  metaDbs: MetaDbs
  consoles: Consoles
  backups: Backups
  images: ImageArchives
  notices: NoticeSender
  clock: Clock
  /** True where something accepts TCP connections there. */
  isListening(host: string, port: number): Promise<boolean>
}

/** What is stored of an installation, with its secrets opened for use. */
export interface InstallationAccess {
  id: string
  name: string
  edition: Edition
  version: string
  node: { hostIp: string; containerName: string; containerId: string }
  databases: { rm: string; cm: string; heartbeats: string[] }
  backupFolder: string
  metaDb: MetaDbLogin
  console: ConsoleLogin
}

/** What a step of the upgrade works with. */
export interface UpgradeContext {
  world: World
  installation: InstallationAccess
  plan: Plan
  job: { id: string; number: number }
  attempt: number
  facts: Facts
  report: Report
}

/** What a person chose when they started a run. */
export interface RunOptions {
  /** Why the databases as they are now are not dumped before a rollback drops them. */
  skipSafetyDump?: string
}

export interface RollbackContext extends UpgradeContext {
  options: RunOptions
}

export type UpgradeStep = Step<UpgradeStepId, UpgradeContext>
export type RollbackStep = Step<RollbackStepId, RollbackContext>
