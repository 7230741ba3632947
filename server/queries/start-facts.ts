import { Role } from '../contract/access.ts'
import { type ApprovalKind, ApprovalPolicy } from '../contract/approval.ts'
import type { JobStatus } from '../contract/job.ts'
import type { WindowSpec } from '../contract/maintenance-window.ts'
import type { Plan } from '../contract/plan.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import type { ApprovalFact } from '../domain/approval-state.ts'
import { type WindowRules, windowState } from '../domain/maintenance-windows.ts'
import type { StartFacts } from '../domain/start-gate.ts'
import { OCCUPYING } from './gate-facts.ts'

export type StartRow = NonNullable<Awaited<ReturnType<typeof find>>>

function find(store: Store | Transaction, id: string) {
  return store.upgradeJob.findUnique({
    where: { id },
    include: {
      installation: { select: { approvalPolicy: true, timeZone: true, windows: { orderBy: { createdAt: 'asc' } } } },
      approvals: { orderBy: { number: 'asc' } },
      schedules: { orderBy: { number: 'desc' }, take: 1 },
      runs: { orderBy: { number: 'asc' }, take: 1, select: { startedAt: true } },
    },
  })
}

export type StartReadingFacts = StartFacts & { row: StartRow; rules: WindowRules }

/** The windows and freezes of an installation as the rules want them. */
export function windowRules({ timeZone, windows }: { timeZone: string; windows: { specJson: string }[] }): WindowRules {
  return { timeZone, specs: windows.map(({ specJson }) => fromJson<WindowSpec>(specJson)) }
}

/** Upgrades of an installation that could still be rolled back, oldest first: the next one takes their place. */
export async function jobsToClose(
  store: Store | Transaction,
  installationId: string,
  exceptJobId = '',
): Promise<{ id: string; number: number }[]> {
  return await store.upgradeJob.findMany({
    where: { installationId, status: 'succeeded', id: { not: exceptJobId } },
    orderBy: { number: 'asc' },
    select: { id: true, number: true },
  })
}

/** The finding that a person accepts with a plan whose start closes the jobs up to this number. */
export const closesFindingId = (newest: number): string => `closes-job-${newest}`

/** Reads what the start gate needs; null where the job does not exist. A job that was started is told of as it was then. */
export async function readStartFacts(store: Store | Transaction, jobId: string, now: Date): Promise<StartReadingFacts | null> {
  const row = await find(store, jobId)
  if (row === null) return null
  const others = { installationId: row.installationId, status: { in: OCCUPYING }, id: { not: jobId } }
  const other = await store.upgradeJob.findFirst({ where: others, select: { number: true } })
  const plan = fromJson<Plan>(row.planJson)
  const open = await jobsToClose(store, row.installationId, jobId)
  const startedAt = row.runs[0]?.startedAt ?? null
  const approvers = await store.user.findMany({
    where: { id: { in: row.approvals.map(({ byId }) => byId) } },
    select: { id: true, role: true },
  })
  const rules = windowRules(row.installation)
  const set = row.schedules.find(({ status }) => status === 'set')
  const asked: ApprovalFact[] = row.approvals.map((approval) => ({
    id: approval.id,
    kind: approval.kind as ApprovalKind,
    planHash: approval.planHash,
    by: approval.by,
    byId: approval.byId,
    // What somebody was allowed to approve when it started is not taken back later.
    byRole: startedAt === null ? roleOf(approvers.find(({ id }) => id === approval.byId)) : 'administrator',
    expiresAt: approval.expiresAt,
    reason: approval.reason,
    coversApproval: approval.coversApproval,
    coversWindow: approval.coversWindow,
    isVoid: approval.voidedAt !== null,
  }))
  return {
    row,
    rules,
    job: row.status as JobStatus,
    planHash: row.planHash,
    plannerId: row.createdById,
    plannerName: row.createdBy,
    // An unknown word must not do away with approval.
    policy: startedAt === null ? (ApprovalPolicy.safeParse(row.installation.approvalPolicy).data ?? 'always') : 'never',
    people: await store.user.count(),
    approvals: asked,
    busyWith: other?.number ?? null,
    closes: open.map(({ number }) => number),
    closesAgreed: (plan.confirmed ?? []).includes(closesFindingId(open.at(-1)?.number ?? 0)),
    downtimeSeconds: plan.downtimeSeconds ?? 0,
    scheduledAt: set?.startAt.toISOString() ?? null,
    window: windowState(rules, now),
    now: startedAt ?? now,
  }
}

function roleOf(user: { role: string } | undefined): Role | null {
  return user === undefined ? null : (Role.safeParse(user.role).data ?? null)
}
