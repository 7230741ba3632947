import { DatabaseNames } from '../contract/installation.ts'
import type { BackupView, JobSnapshot, JobStatus, Progress, RunKind, RunStatus, StepState, StepStatus } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import { type Said, say } from '../contract/said.ts'
import { type StepId, UPGRADE_STEP_IDS } from '../contract/steps.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'

const PARTS = {
  installation: true,
  facts: true,
  runs: { orderBy: { startedAt: 'desc' }, take: 1, include: { attempts: { orderBy: { number: 'asc' } } } },
} as const

type Row = NonNullable<Awaited<ReturnType<typeof find>>>
type AttemptRow = Row['runs'][number]['attempts'][number]

function find(store: Store, id: string) {
  return store.upgradeJob.findUnique({ where: { id }, include: PARTS })
}

function stepState(id: StepId, attempt: AttemptRow | undefined): StepState {
  if (attempt === undefined) {
    return {
      id,
      status: 'waiting',
      attempt: 0,
      startedAt: null,
      endedAt: null,
      outcome: null,
      rawError: null,
      waitingFor: null,
      progress: null,
    }
  }
  return {
    id,
    status: attempt.status as StepStatus,
    attempt: attempt.number,
    startedAt: attempt.startedAt.toISOString(),
    endedAt: attempt.endedAt?.toISOString() ?? null,
    outcome: attempt.outcomeJson === null ? null : fromJson<Said>(attempt.outcomeJson),
    rawError: attempt.rawError,
    waitingFor: attempt.waitingForJson === null ? null : fromJson<Said>(attempt.waitingForJson),
    progress: attempt.progressJson === null ? null : fromJson<Progress>(attempt.progressJson),
  }
}

function fact<T>(row: Row, name: string): T | null {
  const found = row.facts.find((entry) => entry.name === name)
  return found === undefined ? null : fromJson<T>(found.valueJson)
}

interface BackupFact {
  folder: string
  manifest: {
    createdAt: string
    databases: { inventory: { database: string; tables: { rows: number }[] }; dump: { file: string; bytes: number; sha256: string } }[]
  }
}

function backups(row: Row): BackupView[] {
  const backup = fact<BackupFact>(row, 'backup')
  return (backup?.manifest.databases ?? []).map(({ inventory, dump }) => ({
    database: inventory.database,
    file: `${backup?.folder}/${dump.file}`,
    bytes: dump.bytes,
    sha256: dump.sha256,
    tables: inventory.tables.length,
    rows: inventory.tables.reduce((sum, table) => sum + table.rows, 0),
    verifiedAt: backup?.manifest.createdAt ?? '',
  }))
}

/** Everything that the run page shows except logs and servers. Codes: not-found. */
export async function readJob(store: Store, id: string, now: Date): Promise<JobSnapshot> {
  const row = await find(store, id)
  if (row === null) throw new OperatorError('not-found', say('errors.noJob'))
  const last = await store.logLine.findFirst({ where: { jobId: id }, orderBy: { seq: 'desc' }, select: { seq: true } })
  const run = row.runs[0]
  const latest = new Map((run?.attempts ?? []).map((attempt) => [attempt.stepId, attempt]))
  return {
    id: row.id,
    number: row.number,
    revision: row.revision,
    status: row.status as JobStatus,
    installation: {
      id: row.installation.id,
      name: row.installation.name,
      databases: DatabaseNames.parse(JSON.parse(row.installation.databasesJson)),
      consoleUrl: row.installation.consoleUrl,
    },
    fromVersion: row.fromVersion,
    toVersion: row.toVersion,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    plan: fromJson<Plan>(row.planJson),
    planHash: row.planHash,
    run:
      run === undefined
        ? null
        : {
            id: run.id,
            kind: run.kind as RunKind,
            status: run.status as RunStatus,
            startedAt: run.startedAt.toISOString(),
            endedAt: run.endedAt?.toISOString() ?? null,
          },
    steps: UPGRADE_STEP_IDS.map((stepId) => stepState(stepId, latest.get(stepId))),
    times: { t1: fact<string>(row, 't1'), t2: fact<string>(row, 't2'), t3: fact<string>(row, 't3') },
    backups: backups(row),
    serverNow: now.toISOString(),
    lastLogSeq: last?.seq ?? 0,
  }
}
