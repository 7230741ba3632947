import { z } from 'zod'
import { JOB_STATUSES, type JobRow } from './job.ts'

export const HistorySort = z.enum(['number', 'started', 'duration', 'downtime'])
export type HistorySort = z.infer<typeof HistorySort>
export const HistoryOrder = z.enum(['desc', 'asc'])
export type HistoryOrder = z.infer<typeof HistoryOrder>

/** Where a page ends: the value it is sorted by and the job's number. */
const Cursor = z.string().regex(/^-?\d{1,16}\.\d{1,9}$/)

/** Which jobs to show. */
export const HistoryFilter = z.object({
  installation: z.string().max(100).optional(),
  status: z.enum(JOB_STATUSES).optional(),
  /** Whoever planned, approved, started or rolled back. */
  person: z.string().max(200).optional(),
  /** From it or to it. */
  version: z.string().max(50).optional(),
  /** Started at this instant or later, and before `until`. */
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** Only jobs for which an administrator broke the glass. */
  glass: z.literal('broken').optional(),
  /** Words that all have to be found: number, installation, people, reasons, versions. */
  text: z.string().trim().max(200).optional(),
})
export type HistoryFilter = z.infer<typeof HistoryFilter>

/** Which page of them. */
export const HistoryQuery = HistoryFilter.extend({
  sort: HistorySort.default('number'),
  order: HistoryOrder.default('desc'),
  /** The page that begins after this row, or that ends before it. */
  after: Cursor.optional(),
  before: Cursor.optional(),
})
export type HistoryQuery = z.infer<typeof HistoryQuery>

export interface HistoryRow extends JobRow {
  plannedBy: string
  plannedAt: string
  approvedBy: string | null
  refusedBy: string | null
  brokeGlassBy: string | null
  startedBy: string | null
  rolledBackBy: string | null
  rollbackReason: string | null
  /** Until T1, from T1 to T2, from T2 to the end; and the rollback. */
  phases: { before: number | null; window: number | null; after: number | null; rollback: number | null }
}

export interface HistoryPage {
  rows: HistoryRow[]
  /** How many jobs the filter lets through. */
  total: number
  /** Cursors of the neighbouring pages; null where there is none. */
  after: string | null
  before: string | null
}

/** What can be chosen in the filter. */
export interface HistoryChoices {
  installations: { id: string; name: string }[]
  people: string[]
  versions: string[]
}

/** One finished job in the chart of an installation. */
export interface DurationPoint {
  id: string
  number: number
  startedAt: string
  toVersion: string
  durationSeconds: number | null
  downtimeSeconds: number | null
  isRolledBack: boolean
}
