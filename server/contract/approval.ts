import { z } from 'zod'
import type { OpenTime, WindowState } from './maintenance-window.ts'
import type { Said } from './said.ts'

/** auto: an approval is demanded as soon as there are two people. */
export const ApprovalPolicy = z.enum(['auto', 'always', 'never'])
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>

export const ApprovalPolicyInput = z.object({ installationId: z.string().min(1), approvalPolicy: ApprovalPolicy })
export type ApprovalPolicyInput = z.infer<typeof ApprovalPolicyInput>

export type ApprovalKind = 'given' | 'refused' | 'break-glass'
export type ApprovalState = 'not-demanded' | 'needed' | 'given' | 'refused' | 'expired' | 'void' | 'break-glass'

const ThePlan = z.object({ jobId: z.string().min(1), planHash: z.string().regex(/^[0-9a-f]{64}$/) })
const reason = z.string().trim().min(1).max(2000)
const validHours = z.number().int().min(1).max(168)

export const ApproveInput = ThePlan.extend({ validHours })
export type ApproveInput = z.infer<typeof ApproveInput>

export const RefuseInput = ThePlan.extend({ reason })
export type RefuseInput = z.infer<typeof RefuseInput>

/** What the glass is broken for: the missing approval, the closed window or freeze, or both. */
export const BreakGlassInput = ThePlan.extend({ reason, validHours, coversApproval: z.boolean(), coversWindow: z.boolean() })
export type BreakGlassInput = z.infer<typeof BreakGlassInput>

/** `fitConfirmed`: the person knows that the downtime does not fit into what remains of the window. */
export const ScheduleInput = ThePlan.extend({ startAt: z.iso.datetime(), fitConfirmed: z.boolean() })
export type ScheduleInput = z.infer<typeof ScheduleInput>

export const CancelScheduleInput = z.object({ jobId: z.string().min(1), scheduleId: z.string().min(1) })
export type CancelScheduleInput = z.infer<typeof CancelScheduleInput>

export interface ApprovalView {
  id: string
  kind: ApprovalKind
  planHash: string
  by: string
  byId: string
  at: string
  expiresAt: string | null
  reason: string | null
  coversApproval: boolean
  coversWindow: boolean
  voidedAt: string | null
  voidedBecause: Said | null
}

export interface ScheduleView {
  id: string
  startAt: string
  status: 'set' | 'started' | 'cancelled' | 'missed'
  by: string
  at: string
  endedAt: string | null
  endedBecause: Said | null
}

/** What a job's page shows of approval and times; the same for every reader. */
export interface JobApproval {
  isDemanded: boolean
  policy: ApprovalPolicy
  state: ApprovalState
  planner: { id: string | null; name: string }
  /** Oldest first. */
  rows: ApprovalView[]
  /** The newest one. */
  schedule: ScheduleView | null
  window: WindowState
}

export type StartCommand = 'approve' | 'refuse' | 'break-glass' | 'start' | 'schedule' | 'cancel-schedule' | 'withdraw'

/** `confirm`: what the person has to agree to first. `closes`: jobs that can no longer be rolled back then, with their newest number. */
export type StartAnswer =
  | { allowed: true; confirm: Said | null; closes: { said: Said; newest: number; isAgreed: boolean } | null }
  | { allowed: false; reason: Said }

/** Answer of GET /api/upgrades/[id]/approval: what the gate says to whoever asks, now. */
export interface StartReading {
  approval: JobApproval
  answers: Record<StartCommand, StartAnswer>
  /** What a broken glass could stand for now. */
  breakable: { approval: boolean; window: boolean }
  /** The next open times that a start could be scheduled in. */
  suggestions: OpenTime[]
  serverNow: string
}
