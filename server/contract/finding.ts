import type { Said } from './said.ts'

/** ok: checked and fine. note: good to know. confirm: the operator has to accept it. blocking: no job may start. */
export type FindingLevel = 'ok' | 'note' | 'confirm' | 'blocking'

/** One preflight check's answer. A check that cannot run is `blocking`. */
export interface Finding {
  id: string
  level: FindingLevel
  /** The check could not look, so nobody knows. */
  isUnknown?: boolean
  /** What was seen. */
  title: Said
  /** What it means. */
  meaning?: Said
  /** What to do. */
  action?: Said
  /** What it speaks of, one by one. */
  list?: Said[]
  /** Text of the outside system, redacted. */
  raw?: string
  /** The input this finding belongs to, where it came from a form. */
  field?: string
  /** Upgrade on whose page it can be put right. */
  jobId?: string
  /** Installation on whose page it can be put right. */
  installationId?: string
  /** When it was tried, where that was before this check; ISO, UTC. */
  triedAt?: string
  /** What the plan page offers beside it. */
  offers?: 'try-way-back' | 'image-name'
  /** Names to choose among, for `image-name`; where there are none, one is typed. */
  names?: string[]
}
