import { say } from '../contract/said.ts'
import type { Transaction } from './open-store.ts'

/**
 * The world has moved on since the copy was made: nothing in a restored store goes on by itself. Open runs wait for a person,
 * scheduled starts are cancelled, because somebody may have done that since, and sessions end, because some were revoked. Returns how
 * many of each.
 */
export async function quietRestoredStore(tx: Transaction, now: Date): Promise<{ runs: number; starts: number; sessions: number }> {
  const open = await tx.run.findMany({ where: { status: 'running' }, select: { id: true, jobId: true } })
  await tx.run.updateMany({ where: { id: { in: open.map(({ id }) => id) } }, data: { status: 'held', endedAt: now } })
  await tx.upgradeJob.updateMany({
    where: { id: { in: open.map(({ jobId }) => jobId) } },
    data: { status: 'needs-decision', revision: { increment: 1 } },
  })
  const because = JSON.stringify(say('approvals.because.storeRestored'))
  const { count: starts } = await tx.scheduledStart.updateMany({
    where: { status: 'set' },
    data: { status: 'cancelled', endedAt: now, endedBecauseJson: because },
  })
  const { count: sessions } = await tx.session.deleteMany()
  await tx.verification.deleteMany()
  return { runs: open.length, starts, sessions }
}
