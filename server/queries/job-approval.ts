import { ApprovalPolicy, type ApprovalView, type JobApproval, type ScheduleView } from '../contract/approval.ts'
import type { Said } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { approvalState, isApprovalDemanded } from '../domain/approval-state.ts'
import type { StartReadingFacts, StartRow } from './start-facts.ts'

const said = (json: string | null) => (json === null ? null : fromJson<Said>(json))

function approvalView(approval: StartRow['approvals'][number]): ApprovalView {
  const { id, planHash, by, byId, reason, coversApproval, coversWindow } = approval
  return {
    ...{ id, planHash, by, byId, reason, coversApproval, coversWindow },
    kind: approval.kind as ApprovalView['kind'],
    at: approval.at.toISOString(),
    expiresAt: approval.expiresAt?.toISOString() ?? null,
    voidedAt: approval.voidedAt?.toISOString() ?? null,
    voidedBecause: said(approval.voidedBecauseJson),
  }
}

function scheduleView(schedule: StartRow['schedules'][number]): ScheduleView {
  return {
    id: schedule.id,
    startAt: schedule.startAt.toISOString(),
    status: schedule.status as ScheduleView['status'],
    by: schedule.by,
    at: schedule.at.toISOString(),
    endedAt: schedule.endedAt?.toISOString() ?? null,
    endedBecause: said(schedule.endedBecauseJson),
  }
}

/** The part of a job's snapshot that tells of approval and times. */
export function jobApproval(facts: StartReadingFacts): JobApproval {
  const { row } = facts
  const schedule = row.schedules[0]
  const { state } = approvalState(facts)
  return {
    isDemanded: isApprovalDemanded(facts) || state !== 'not-demanded',
    policy: ApprovalPolicy.safeParse(row.installation.approvalPolicy).data ?? 'always',
    state,
    planner: { id: row.createdById, name: row.createdBy },
    rows: row.approvals.map(approvalView),
    schedule: schedule === undefined ? null : scheduleView(schedule),
    window: facts.window,
  }
}
