import { z } from 'zod'

export const ActionGroup = z.enum([
  'installation',
  'window',
  'upgrade',
  'run',
  'leftover',
  'approval',
  'schedule',
  'comment',
  'session',
  'account',
  'user',
  'channel',
  'store',
  'audit',
  'read',
  'other',
])
export type ActionGroup = z.infer<typeof ActionGroup>

export const AuditOutcome = z.enum(['done', 'refused'])

const text = z.string().trim().min(1).max(200).optional().catch(undefined)
const day = z.iso.datetime({ offset: true }).optional().catch(undefined)

/** What the address may say; what cannot be used is left out. */
export const AuditFilter = z.object({
  person: text,
  group: ActionGroup.optional().catch(undefined),
  outcome: AuditOutcome.optional().catch(undefined),
  installation: text,
  from: day,
  to: day,
  text,
})
export type AuditFilter = z.infer<typeof AuditFilter>

export interface AuditRow {
  id: number
  at: string
  actor: string
  role: string | null
  address: string | null
  action: string
  outcome: string
  subject: string
  /** What the subject is called, where it still exists. */
  job: { id: string; number: number } | null
  installation: { id: string; name: string } | null
  person: string | null
  detailJson: string
  hash: string | null
}

export interface AuditPage {
  rows: AuditRow[]
  /** Where older rows go on; null at the end. */
  olderThan: number | null
}

export interface AuditChoices {
  people: string[]
  installations: { id: string; name: string }[]
}

/** Why the trail is not whole, from the first row that shows it on. */
export type BrokenReason =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'forked'
  | 'blanked'
  | 'before-changed'
  | 'tail-cut'
  | 'tail-added'
  | 'head-changed'
  | 'seal-broken'

export type ChainVerdict =
  | { state: 'whole' }
  | { state: 'broken'; id: number; reason: BrokenReason }
  /** Rows fit together, but nothing says where the trail ends. */
  | { state: 'unsealed' }

export interface ChainReport {
  verdict: ChainVerdict
  rows: number
  /** Rows from before the chain, held by the first chained row. */
  before: number
  head: { id: number; hash: string } | null
  /** Rows up to this one are held by the chain, but not by the seal. */
  sealedAfter: number
  checkedAt: string
}
