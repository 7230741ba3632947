import { PANEL, Role } from '../contract/access.ts'
import { type Said, say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'
import { startUpgrade } from './start-upgrade.ts'

/** A start that could not be made within this time of its moment is not made at all. */
const TOLERANCE_MS = 10 * 60_000
/** The outside did not answer: the next tick may be luckier, as long as it is not too late. */
const PASSING = new Set(['unavailable', 'timeout'])

type Due = Awaited<ReturnType<typeof dueStarts>>[number]

function dueStarts({ store, world }: ServiceContext) {
  return store.scheduledStart.findMany({ where: { status: 'set', startAt: { lte: world.clock.now() } }, orderBy: { startAt: 'asc' } })
}

/** Starts everything that is due, each judged anew as the person who scheduled it; what may not start any more is missed. */
export async function startDue(context: ServiceContext): Promise<void> {
  for (const due of await dueStarts(context)) {
    const because = await tryToStart(context, due)
    if (because !== null) await miss(context, due, because)
  }
}

/** Null where it was started, or may be tried again; else why it is missed. */
async function tryToStart(context: ServiceContext, due: Due): Promise<Said | null> {
  const { store, world } = context
  const latest = new Date(due.startAt.getTime() + TOLERANCE_MS)
  if (world.clock.now() > latest)
    return due.endedBecauseJson === null ? say('approvals.because.late') : fromJson<Said>(due.endedBecauseJson)
  const person = await store.user.findUnique({ where: { id: due.byId }, select: { id: true, name: true, role: true } })
  if (person === null) return say('approvals.because.schedulerGone', { by: due.by })
  const actor = { userId: person.id, name: person.name, role: Role.safeParse(person.role).data ?? null, address: null }
  try {
    const { jobId, planHash, fitConfirmed } = due
    await startUpgrade({ ...context, actor }, { jobId, planHash, fitConfirmed }, { id: due.id, latest })
    return null
  } catch (cause) {
    if (!(cause instanceof OperatorError)) throw cause
    const { code, said } = cause.problem
    if (!PASSING.has(code)) return said
    // Kept, so that the page can say what was in the way should it stay there.
    await store.scheduledStart.updateMany({ where: { id: due.id, status: 'set' }, data: { endedBecauseJson: JSON.stringify(said) } })
    return null
  }
}

/** Compare-and-set: another process that started or missed it first is right. */
async function miss({ store, world }: ServiceContext, { id, jobId, startAt, by }: Due, because: Said): Promise<void> {
  await transact(store, async (tx) => {
    const at = world.clock.now()
    const data = { status: 'missed', endedAt: at, endedBecauseJson: JSON.stringify(because) }
    const { count } = await tx.scheduledStart.updateMany({ where: { id, status: 'set' }, data })
    if (count === 0) return
    const job = await tx.upgradeJob.update({ where: { id: jobId }, data: { revision: { increment: 1 } } })
    const { number, installationId } = job
    const detail = { number, schedule: id, startAt, by, why: because.key, ...because.params }
    await recordAudit(tx, { at, actor: PANEL, action: 'schedule.missed', subject: jobId, installationId, detail })
  })
}
