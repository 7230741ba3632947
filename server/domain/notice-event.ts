import type { NoticeEvent } from '../contract/notification.ts'

interface AuditRow {
  action: string
  outcome: string
}

/** What a row of the audit trail is to somebody who waits for news; null: nothing. */
export function noticeEvent({ action, outcome }: AuditRow, detail: { kind?: unknown }): NoticeEvent | null {
  if (outcome !== 'done') return null
  switch (action) {
    case 'approval.requested':
      return 'needs-approval'
    case 'upgrade.start':
      return 'started'
    case 'run.failed':
    case 'run.interrupted':
    case 'run.held':
      return 'needs-decision'
    case 'run.succeeded':
      return detail.kind === 'rollback' ? 'rolled-back' : 'succeeded'
    case 'schedule.missed':
      return 'window-missed'
    default:
      return null
  }
}
