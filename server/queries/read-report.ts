import { type Actor, may } from '../contract/access.ts'
import type { JobStatus, LogLine } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import {
  type ApprovalView,
  type Checklist,
  type CommentView,
  type JobReport,
  REPORT_FORMAT,
  REPORT_VERSION,
  type ServersSeen,
} from '../contract/report.ts'
import { type Said, say } from '../contract/said.ts'
import type { StepId } from '../contract/steps.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { checklist, isEnded } from '../domain/checklist.ts'
import { downtimeOf, downWindows } from '../domain/down-windows.ts'
import { needsHand } from '../domain/needs-hand.ts'
import { planHash } from '../domain/plan-hash.ts'
import { OperatorError } from '../errors.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'
import { auditExcerpt } from './audit-excerpt.ts'
import { backupViews } from './backup-views.ts'
import { readLog } from './read-log.ts'
import { runHistory } from './run-history.ts'
import { weakProofs } from './weak-proofs.ts'

const LINES_A_READ = 5000

const PARTS = {
  installation: { select: { id: true, name: true } },
  facts: true,
  runs: { orderBy: { number: 'asc' }, include: { attempts: { orderBy: { sequence: 'asc' } } } },
  approvals: { orderBy: { number: 'asc' } },
  comments: { orderBy: { at: 'asc' } },
  signOffs: { orderBy: { at: 'asc' } },
} as const

type Row = NonNullable<Awaited<ReturnType<typeof find>>>

function find(store: Store | Transaction, id: string) {
  return store.upgradeJob.findUnique({ where: { id }, include: PARTS })
}

function fact<Name extends FactName>(row: Pick<Row, 'facts'>, name: Name): FactValues[Name] | null {
  const found = row.facts.find((entry) => entry.name === name)
  return found === undefined ? null : fromJson<FactValues[Name]>(found.valueJson)
}

function approval(
  row: Row,
  { kind, by, at, expiresAt, reason, voidedAt, voidedBecauseJson, planHash }: Row['approvals'][number],
): ApprovalView {
  return {
    kind: kind as ApprovalView['kind'],
    by,
    at: at.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    reason,
    isOfThisPlan: planHash === row.planHash,
    voidedAt: voidedAt?.toISOString() ?? null,
    voidedBecause: voidedBecauseJson === null ? null : fromJson<Said>(voidedBecauseJson),
  }
}

function comment({ jobId: _, at, text, removedAt, stepId, ...rest }: Row['comments'][number]): CommentView {
  return {
    ...rest,
    stepId: stepId as StepId | null,
    at: at.toISOString(),
    text: removedAt === null ? text : null,
    removedAt: removedAt?.toISOString() ?? null,
  }
}

function signOff({ id, by, at, note, takenBackAt, takenBackBy, takenBackReason }: Row['signOffs'][number]) {
  return { id, by, at: at.toISOString(), note, takenBackAt: takenBackAt?.toISOString() ?? null, takenBackBy, takenBackReason }
}

/** The closing checklist of a job with who signed what; without items while the job is not over. */
function closing(row: Row): Checklist {
  const status = row.status as JobStatus
  const { node } = fromJson<Plan>(row.planJson)
  const found = fact(row, 'rollbackChecklist')
  const items = checklist({
    status,
    oldContainer: node.oldContainer.name,
    newContainer: node.newContainerName,
    needsHand: found === null ? null : needsHand(found),
  }).map((item) => {
    const mine = row.signOffs.filter(({ itemId }) => itemId === item.id)
    const standing = mine.find(({ takenBackAt }) => takenBackAt === null)
    return {
      ...item,
      signedOff: standing === undefined ? null : signOff(standing),
      takenBack: mine.filter(({ takenBackAt }) => takenBackAt !== null).map(signOff),
    }
  })
  const isComplete = items.length > 0 && items.every((item) => item.signedOff !== null)
  return {
    closedBecause: isEnded(status) ? null : say('reviews.notEnded'),
    items,
    signedOffBy: isComplete ? [...new Set(items.flatMap((item) => item.signedOff?.by ?? []))] : null,
  }
}

/** The checklist alone, inside the transaction that signs. Null where the job does not exist. */
export async function readChecklist(tx: Transaction, jobId: string): Promise<Checklist | null> {
  const row = await find(tx, jobId)
  return row === null ? null : closing(row)
}

function servers(row: Row): ServersSeen[] {
  const seen = [
    ['servers-online', fact(row, 'serversSeen')],
    ['old-servers-online', fact(row, 'oldServersSeen')],
    ['undo-ha-on', fact(row, 'undoServersSeen')],
  ] as const
  const excepted = fact(row, 'exceptedServers') ?? []
  return seen.flatMap(([stepId, reading]) => (reading === null ? [] : [{ stepId, ...reading, excepted }]))
}

async function wholeLog(store: Store, jobId: string): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for (;;) {
    const page = await readLog(store, jobId, { after: lines.at(-1)?.seq ?? 0, limit: LINES_A_READ })
    if (page.length === 0) return lines
    lines.push(...page)
  }
}

interface Reader {
  actor: Actor
  now: Date
  /** With every line of the log. */
  withLog?: boolean
}

/** Everything about one job, for the review page, the printed report and the JSON bundle. Codes: not-found. */
export async function readReport(store: Store, id: string, { actor, now, withLog = false }: Reader): Promise<JobReport> {
  const row = await find(store, id)
  if (row === null) throw new OperatorError('not-found', say('errors.noJob'))
  const plan = fromJson<Plan>(row.planJson)
  const times = { t1: fact(row, 't1'), t2: fact(row, 't2'), t3: fact(row, 't3') }
  const windows = downWindows({ ...times, undone: fact(row, 'undoneWindows') ?? [] }, row.runs)
  const downtime = downtimeOf(windows, now.toISOString())
  const safety = fact(row, 'safetyBackup')
  const found = fact(row, 'rollbackChecklist')
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    madeAt: now.toISOString(),
    madeFor: actor.name,
    job: {
      id: row.id,
      number: row.number,
      status: row.status as JobStatus,
      installation: row.installation,
      fromVersion: row.fromVersion,
      toVersion: row.toVersion,
      createdAt: row.createdAt.toISOString(),
      createdBy: row.createdBy,
    },
    plan,
    planHash: row.planHash,
    isPlanHashTrue: planHash(plan) === row.planHash,
    approvals: row.approvals.map((entry) => approval(row, entry)),
    runs: row.runs.map((run) => runHistory(run, plan, { ...times, windows }, now)),
    times,
    downtimeSeconds: downtime.seconds,
    isDowntimeOver: downtime.isOver,
    dumps: backupViews(fact(row, 'backup')),
    safetyDumps: backupViews(safety !== null && 'manifest' in safety ? safety : null),
    weakProofs: weakProofs((name) => fact(row, name)),
    servers: servers(row),
    haConfig: { before: fact(row, 'haConfigBefore'), after: fact(row, 'haConfigAfter') },
    needsHand: found === null ? null : needsHand(found),
    checklist: closing(row),
    comments: row.comments.map(comment),
    ...(await auditExcerpt(store, id, may(actor.role, 'audit:read'))),
    logLines: await store.logLine.count({ where: { jobId: id } }),
    log: withLog ? await wholeLog(store, id) : null,
  }
}
