import type { Actor } from '../contract/access.ts'
import type { Said } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'

interface Ended {
  jobId: string
  installationId: string
  actor: Actor
  at: Date
  because: Said
}

/** Cancels the start of a job that is scheduled, if one is. Returns how many were. */
export async function endSchedules(tx: Transaction, { jobId, installationId, actor, at, because }: Ended): Promise<number> {
  const set = await tx.scheduledStart.findMany({ where: { jobId, status: 'set' } })
  for (const { id, startAt } of set) {
    await tx.scheduledStart.update({
      where: { id },
      data: { status: 'cancelled', endedAt: at, endedBecauseJson: JSON.stringify(because) },
    })
    const detail = { schedule: id, startAt, why: because.key }
    await recordAudit(tx, { at, actor, action: 'schedule.cancel', subject: jobId, installationId, detail })
  }
  return set.length
}
