import type { Notice, NoticeEvent } from '../contract/notification.ts'
import type { Said } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { transact } from '../db/transact.ts'
import { noticeEvent } from '../domain/notice-event.ts'

const CURSOR = 'audit-trail'
const PAGE = 200

type AuditRow = Awaited<ReturnType<Transaction['auditEvent']['findMany']>>[number]

/** What the rows that are told of carry, as far as they do. */
interface Detail {
  kind?: unknown
  run?: unknown
  jobId?: unknown
  stepId?: unknown
  outcome?: unknown
  reason?: unknown
}

/** A panel that never sent notices begins with what happens from now on: nobody wants the news of last year. */
export async function placeCursor(store: Store): Promise<void> {
  if ((await store.notificationCursor.findUnique({ where: { id: CURSOR } })) !== null) return
  const newest = await store.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  const create = { id: CURSOR, auditEventId: newest?.id ?? 0 }
  await transact(store, (tx) => tx.notificationCursor.upsert({ where: { id: CURSOR }, create, update: {} }))
}

/**
 * Reads the next rows of the audit trail and writes down what is to be sent, in one transaction with the cursor: of two processes one
 * gets the rows, and a row is neither forgotten nor told twice. True where there may be more.
 */
export async function collectNotices(store: Store, now: Date): Promise<boolean> {
  const cursor = await store.notificationCursor.findUnique({ where: { id: CURSOR } })
  if (cursor === null) return false
  const from = cursor.auditEventId
  const rows = await store.auditEvent.findMany({ where: { id: { gt: from } }, orderBy: { id: 'asc' }, take: PAGE })
  const last = rows.at(-1)
  if (last === undefined) return false
  await transact(store, async (tx) => {
    const { count } = await tx.notificationCursor.updateMany({ where: { id: CURSOR, auditEventId: from }, data: { auditEventId: last.id } })
    if (count === 0) return
    const channels = await tx.notificationChannel.findMany({ where: { isEnabled: true } })
    if (channels.length === 0) return
    for (const row of rows) {
      const detail = fromJson<Detail>(row.detailJson)
      const event = noticeEvent(row, detail)
      if (event === null) continue
      const wanting = channels.filter(
        (channel) =>
          fromJson<NoticeEvent[]>(channel.eventsJson).includes(event) && wantsInstallation(channel.installationIdsJson, row.installationId),
      )
      if (wanting.length === 0) continue
      const notice = await noticeOf(tx, event, row, detail)
      const data = {
        event,
        jobId: notice.job?.id ?? null,
        installationId: row.installationId,
        auditEventId: row.id,
        noticeJson: JSON.stringify(notice),
        createdAt: now,
        nextTryAt: now,
      }
      await tx.notificationDelivery.createMany({ data: wanting.map(({ id }) => ({ ...data, channelId: id })) })
    }
  })
  return rows.length === PAGE
}

function wantsInstallation(installationIdsJson: string | null, installationId: string | null): boolean {
  return installationIdsJson === null || (installationId !== null && fromJson<string[]>(installationIdsJson).includes(installationId))
}

async function noticeOf(tx: Transaction, event: NoticeEvent, row: AuditRow, detail: Detail): Promise<Notice> {
  const jobId = typeof detail.jobId === 'string' ? detail.jobId : row.subject
  const job = await tx.upgradeJob.findUnique({ where: { id: jobId } })
  const installation =
    row.installationId === null
      ? null
      : await tx.installation.findUnique({ where: { id: row.installationId }, select: { id: true, name: true } })
  // Runs end by the panel's hand; whose run it was is what people ask.
  const run = typeof detail.run === 'string' ? await tx.run.findUnique({ where: { id: detail.run }, select: { startedBy: true } }) : null
  return {
    event,
    at: row.at.toISOString(),
    by: run?.startedBy ?? row.actor,
    installation,
    job: job && { id: job.id, number: job.number, from: job.fromVersion, to: job.toVersion },
    step: typeof detail.stepId === 'string' ? detail.stepId : null,
    reason: isSaid(detail.outcome) ? detail.outcome : null,
    remark: typeof detail.reason === 'string' && detail.reason !== '' ? detail.reason : null,
  }
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string'
}
