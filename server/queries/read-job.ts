import { ChoiceKind, type KnownFailure } from '../contract/choice.ts'
import { DatabaseNames } from '../contract/installation.ts'
import type { JobSnapshot, JobStatus, Progress, RunKind, RunStatus, RunView, StepState, StepStatus } from '../contract/job.ts'
import type { Plan, PlannedStep } from '../contract/plan.ts'
import { type Said, say } from '../contract/said.ts'
import type { StepId } from '../contract/steps.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'
import { currentRun } from '../domain/current-run.ts'
import { downWindows } from '../domain/down-windows.ts'
import { gate } from '../domain/gate.ts'
import { knownFailure } from '../domain/known-failures.ts'
import { needsHand } from '../domain/needs-hand.ts'
import { OperatorError } from '../errors.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'
import { backupViews } from './backup-views.ts'
import { readGateFacts } from './gate-facts.ts'
import { jobApproval } from './job-approval.ts'
import { readDriver } from './read-driver.ts'
import { readStartFacts } from './start-facts.ts'
import { weakProofs } from './weak-proofs.ts'

const PARTS = {
  installation: true,
  facts: true,
  runs: { orderBy: { number: 'asc' }, include: { attempts: { orderBy: { sequence: 'asc' } } } },
} as const

type Row = NonNullable<Awaited<ReturnType<typeof find>>>
type RunRow = Row['runs'][number]
type AttemptRow = RunRow['attempts'][number]

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
      beside: null,
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
    beside: attempt.besideJson === null ? null : fromJson<Said>(attempt.besideJson),
    rawError: attempt.rawError,
    waitingFor: attempt.waitingForJson === null ? null : fromJson<Said>(attempt.waitingForJson),
    progress: attempt.progressJson === null ? null : fromJson<Progress>(attempt.progressJson),
  }
}

function fact<Name extends FactName>(row: Row, name: Name): FactValues[Name] | null {
  const found = row.facts.find((entry) => entry.name === name)
  return found === undefined ? null : fromJson<FactValues[Name]>(found.valueJson)
}

function runView(run: RunRow, plan: Plan): RunView {
  const procedure = run.procedureJson === null ? plan.steps : fromJson<PlannedStep[]>(run.procedureJson)
  const latest = new Map(run.attempts.map((attempt) => [attempt.stepId, attempt]))
  return {
    id: run.id,
    number: run.number,
    kind: run.kind as RunKind,
    status: run.status as RunStatus,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    startedBy: run.startedBy,
    reason: run.reason,
    procedure,
    steps: procedure.map((step) => stepState(step.id, latest.get(step.id))),
  }
}

function withoutSteps({ steps: _, procedure: __, ...run }: RunView): Omit<RunView, 'steps' | 'procedure'> {
  return run
}

/** What is known of the step that failed, by its own texts. */
function failureOf(run: RunView | undefined): KnownFailure | null {
  const failed = run?.steps.find((step) => step.status === 'failed' || step.status === 'interrupted')
  if (failed === undefined) return null
  return knownFailure([failed.rawError ?? '', ...Object.values(failed.outcome?.params ?? {}).map(String)])
}

/** What a person said holds for exactly what they were asked. */
function openQuestion(asked: FactValues['haConfigAsked'] | null, decision: FactValues['haConfigDecision'] | null) {
  return asked === null || JSON.stringify(decision?.asked) === JSON.stringify(asked) ? null : asked
}

/** A job that changes all the time is told of as it was last read. */
const MOST_READS = 5

/** Everything that the run page shows except logs and servers, of one moment. Codes: not-found. */
export async function readJob(store: Store, id: string, now: Date): Promise<JobSnapshot> {
  // Its tables are read one after the other: what a change in between tore apart is read again.
  for (let reads = 1; ; reads += 1) {
    const job = await readParts(store, id, now)
    const { revision } = (await store.upgradeJob.findUnique({ where: { id }, select: { revision: true } })) ?? job
    if (revision === job.revision || reads === MOST_READS) return job
  }
}

async function readParts(store: Store, id: string, now: Date): Promise<JobSnapshot> {
  const row = await find(store, id)
  if (row === null) throw new OperatorError('not-found', say('errors.noJob'))
  const last = await store.logLine.findFirst({ where: { jobId: id }, orderBy: { seq: 'desc' }, select: { seq: true } })
  const plan = fromJson<Plan>(row.planJson)
  const views = row.runs.map((run) => runView(run, plan))
  const newest = currentRun(views, ({ steps }) => steps.flatMap(({ id: step, attempt }) => (attempt === 0 ? [] : [step])))
  const earlierRuns = views.filter((run) => run !== newest)
  const gateFacts = await readGateFacts(store, id)
  const startFacts = await readStartFacts(store, id, now)
  if (startFacts === null) throw new OperatorError('not-found', say('errors.noJob'))
  const checklist = fact(row, 'rollbackChecklist')
  const times = { t1: fact(row, 't1'), t2: fact(row, 't2'), t3: fact(row, 't3') }
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
    plan,
    planHash: row.planHash,
    run: newest === undefined ? null : withoutSteps(newest),
    procedure: newest?.procedure ?? plan.steps,
    steps: newest?.steps ?? plan.steps.map((step) => stepState(step.id, undefined)),
    earlierRuns,
    choices: gateFacts === null ? [] : ChoiceKind.options.map((kind) => gate(kind, gateFacts)),
    driver: await readDriver(store, row),
    approval: jobApproval(startFacts),
    knownFailure: row.status === 'needs-decision' ? failureOf(newest) : null,
    times,
    downWindows: downWindows({ ...times, undone: fact(row, 'undoneWindows') ?? [] }, row.runs),
    backups: backupViews(fact(row, 'backup')),
    weakProofs: weakProofs((name) => fact(row, name)),
    emergencyKitFolder: fact(row, 'emergencyKitFolder'),
    servers: { expected: fact(row, 'expectedServers') ?? [], excepted: fact(row, 'exceptedServers') ?? [] },
    haConfigAsked: openQuestion(fact(row, 'haConfigAsked'), fact(row, 'haConfigDecision')),
    needsHand: checklist === null ? null : needsHand(checklist),
    withdrawn: fact(row, 'withdrawn'),
    resolution: fact(row, 'resolution'),
    serverNow: now.toISOString(),
    lastLogSeq: last?.seq ?? 0,
  }
}
