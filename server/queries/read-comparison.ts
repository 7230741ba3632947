import type { DownWindow, RunKind, RunStatus } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import type { ComparedSide, RunChoice, RunComparison } from '../contract/report.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { RUN_ENDS } from '../db/run-ends.ts'
import { compareRuns } from '../domain/compare-runs.ts'
import { downWindows } from '../domain/down-windows.ts'
import { OperatorError } from '../errors.ts'
import type { FactName } from '../procedure/facts.ts'
import { runHistory } from './run-history.ts'

const WITH_PARTS = {
  job: {
    include: {
      installation: { select: { name: true } },
      facts: true,
      runs: { select: RUN_ENDS },
    },
  },
  attempts: { orderBy: { sequence: 'asc' } },
} as const

async function find(store: Store, id: string) {
  const include = WITH_PARTS
  return (
    (await store.run.findUnique({ where: { id }, include })) ??
    // A job stands for its upgrade.
    (await store.run.findFirst({ where: { jobId: id, kind: 'upgrade' }, orderBy: { number: 'desc' }, include }))
  )
}

type Row = NonNullable<Awaited<ReturnType<typeof find>>>

function side(row: Row, now: Date) {
  const { job } = row
  const value = <T>(name: FactName): T | null =>
    job.facts.flatMap((fact) => (fact.name === name ? [fromJson<T>(fact.valueJson)] : []))[0] ?? null
  const plan = fromJson<Plan>(job.planJson)
  const times = { t1: value<string>('t1'), t2: value<string>('t2'), t3: value<string>('t3') }
  const undone = value<DownWindow[]>('undoneWindows') ?? []
  const run = runHistory(row, plan, { ...times, windows: downWindows({ ...times, undone }, job.runs) }, now)
  const window = run.timeline.phases.find(({ phase }) => phase === 'window')
  const about: ComparedSide = {
    id: row.id,
    kind: run.kind,
    status: run.status,
    startedAt: run.startedAt,
    jobId: job.id,
    jobNumber: job.number,
    installation: job.installation.name,
    fromVersion: job.fromVersion,
    toVersion: job.toVersion,
    startedBy: run.startedBy,
    endedAt: run.endedAt,
    seconds: row.endedAt === null ? null : Math.round((row.endedAt.getTime() - row.startedAt.getTime()) / 1000),
    downtimeSeconds: window?.seconds ?? null,
  }
  return { about, plan, steps: run.steps }
}

/** Two runs by their ids, or by the ids of jobs, which stand for their upgrades. Codes: bad-input, not-found. */
export async function readComparison(store: Store, ids: { a: string; b: string }, now: Date): Promise<RunComparison> {
  for (const field of ['a', 'b'] as const) {
    if (ids[field] === '') throw new OperatorError('bad-input', say('reviews.chooseTwo'), { field })
  }
  const [a, b] = [await find(store, ids.a), await find(store, ids.b)]
  if (a === null) throw new OperatorError('not-found', say('reviews.noRun', { id: ids.a.slice(0, 40) }), { field: 'a' })
  if (b === null) throw new OperatorError('not-found', say('reviews.noRun', { id: ids.b.slice(0, 40) }), { field: 'b' })
  if (a.id === b.id) throw new OperatorError('bad-input', say('reviews.sameRun'), { field: 'b' })
  return compareRuns(side(a, now), side(b, now))
}

/** The newest runs, for choosing two of them. */
export async function listRuns(store: Store, take: number): Promise<RunChoice[]> {
  const rows = await store.run.findMany({
    orderBy: [{ job: { number: 'desc' } }, { number: 'desc' }],
    take,
    select: {
      id: true,
      kind: true,
      status: true,
      startedAt: true,
      job: { select: { id: true, number: true, installation: { select: { name: true } } } },
    },
  })
  return rows.map(({ job, kind, status, startedAt, id }) => ({
    id,
    kind: kind as RunKind,
    status: status as RunStatus,
    startedAt: startedAt.toISOString(),
    jobId: job.id,
    jobNumber: job.number,
    installation: job.installation.name,
  }))
}
