import { z } from 'zod'

/** The upgrade of one node, in order. The numbers of the vendor's document stand in each step's `source`. */
export const UPGRADE_STEP_IDS = [
  'preflight',
  'load-image',
  'ha-off',
  'stop-old-container',
  'trim-heartbeats',
  'back-up-databases',
  'start-new-container',
  'wait-for-components',
  'initialize-metadata',
  'servers-online',
  'ha-on',
  'closing-note',
] as const

/** Step 9 of the document by swap, with the proofs that it lacks. Not the upgrade backwards: what comes back is proven before anything stops. */
export const ROLLBACK_STEP_IDS = [
  'rollback-preflight',
  'restore-beside',
  'rollback-ha-off',
  'stop-new-container',
  'swap-databases',
  'restart-old-container',
  'old-servers-online',
  'ha-as-before',
  'rollback-checklist',
] as const

/** Steps of the other ways back. `verify-dumps` is the first one of rollbacks that were begun before there were ways. */
export const DROP_STEP_IDS = ['verify-dumps', 'save-current-databases', 'restore-databases'] as const

/** What an unfinished rollback by swap had replaced is put back, and the new OMS runs on it as before. */
export const UNDO_STEP_IDS = ['undo-preflight', 'swap-back', 'restart-new-container', 'undo-ha-on'] as const

export const StepId = z.enum([...UPGRADE_STEP_IDS, ...ROLLBACK_STEP_IDS, ...DROP_STEP_IDS, ...UNDO_STEP_IDS])
export type StepId = z.infer<typeof StepId>
export type UpgradeStepId = (typeof UPGRADE_STEP_IDS)[number]
export type RollbackStepId = (typeof ROLLBACK_STEP_IDS | typeof DROP_STEP_IDS | typeof UNDO_STEP_IDS)[number]

/** before: OMS is up. window: OMS is down, the clock runs. after: OMS is up again. */
export type Phase = 'before' | 'window' | 'after'

export type StepChanges = 'none' | 'container' | 'metadb' | 'ha' | 'image'
