import { createHash } from 'node:crypto'
import { UPGRADE_STEP_IDS } from '../../server/contract/steps.ts'
import type { Prisma } from '../../server/db/generated/client.ts'
import type { Store } from '../../server/db/open-store.ts'
import { type JobJournal, jobSummary, peopleOf } from '../../server/domain/job-summary.ts'
import { insertRows } from './insert-rows.ts'

interface Seed {
  jobs: number
  installations?: number
  /** Jobs that are written at once. */
  batch?: number
}

const PEOPLE = [
  'Ada Admin',
  'Otto Operator',
  'Anna Approver',
  'Li Wei',
  'Wang Fang',
  'Zhang Min',
  'Maria Lopez',
  'Jonas Berg',
  'Priya Nair',
  '陈静',
]
const VERSIONS = [
  ['3.2.1', '3.3.1'],
  ['3.3.1', '3.4.0'],
  ['3.4.0', '4.1.0'],
  ['4.1.0', '4.2.5'],
  ['4.2.5', '4.2.11'],
] as const
const REASONS = [
  'the Store of project 7 did not come back',
  '校验未通过，回退到旧版本',
  'the window ran over',
  'two servers stayed Offline',
  'checks of the business side failed',
]
const ROLLBACK_STEPS = ['verify-dumps', 'stop-new-container', 'restore-databases', 'restart-old-container', 'ha-as-before']
const FIRST_START = Date.parse('2019-01-01T00:00:00Z')
const APART_MS = 40 * 60_000

/** Always the same numbers, so that two runs of the bench measure the same store. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}

interface Made {
  job: Prisma.UpgradeJobCreateManyInput
  runs: Prisma.RunCreateManyInput[]
  attempts: Prisma.StepAttemptCreateManyInput[]
  facts: Prisma.FactCreateManyInput[]
  approvals: Prisma.ApprovalCreateManyInput[]
  journal: JobJournal
}

type Roll = (below: number) => number

function pick<T>(from: readonly T[], roll: Roll, otherwise: T): T {
  return from[roll(from.length)] ?? otherwise
}

interface RunPart {
  kind: 'upgrade' | 'rollback'
  id: string
  startedBy: string
  startedAt: number
  steps: readonly string[]
  reason: string | null
  roll: Roll
}

function run(part: RunPart, jobId: string) {
  let at = part.startedAt
  const attempts = part.steps.map((stepId, index) => {
    const startedAt = new Date(at)
    at += (5 + part.roll(stepId.includes('databases') ? 900 : 60)) * 1000
    const about = { id: `${part.id}-${index}`, runId: part.id, stepId, number: 1, sequence: index + 1 }
    return { ...about, status: 'succeeded', startedAt, endedAt: new Date(at) }
  })
  const about = {
    number: part.kind === 'upgrade' ? 1 : 2,
    kind: part.kind,
    startedBy: part.startedBy,
    startedAt: new Date(part.startedAt),
    endedAt: new Date(at),
    reason: part.reason,
  }
  return { row: { id: part.id, jobId, status: 'succeeded', ...about }, attempts, about }
}

function make(number: number, installationId: string, planJson: string): Made {
  const roll = dice(number)
  const id = `job-${String(number).padStart(7, '0')}`
  const [fromVersion, toVersion] = pick(VERSIONS, roll, VERSIONS[0])
  const plannedBy = pick(PEOPLE, roll, 'Ada Admin')
  const createdAt = FIRST_START + number * APART_MS
  const isRolledBack = roll(12) === 0
  const isPlanned = !isRolledBack && roll(500) === 0
  const status = isRolledBack ? 'rolled-back' : isPlanned ? 'planned' : roll(2) === 0 ? 'finalized' : 'succeeded'
  const planHash = createHash('sha256').update(id).digest('hex')
  const runs = isPlanned
    ? []
    : [
        run(
          {
            kind: 'upgrade',
            id: `${id}-u`,
            startedBy: pick(PEOPLE, roll, 'Ada Admin'),
            startedAt: createdAt + 600_000,
            steps: UPGRADE_STEP_IDS,
            reason: null,
            roll,
          },
          id,
        ),
      ]
  const upgrade = runs[0]
  const ends = (stepId: string) => upgrade?.attempts.find((attempt) => attempt.stepId === stepId)?.endedAt ?? null
  const times = { t1: ends('stop-old-container'), t2: ends('ha-on'), t3: null as Date | null }
  if (isRolledBack && upgrade !== undefined) {
    const begun = run(
      {
        kind: 'rollback',
        id: `${id}-r`,
        startedBy: pick(PEOPLE, roll, 'Ada Admin'),
        startedAt: upgrade.about.endedAt.getTime() + 120_000,
        steps: ROLLBACK_STEPS,
        reason: pick(REASONS, roll, ''),
        roll,
      },
      id,
    )
    runs.push(begun)
    times.t3 = begun.attempts[1]?.endedAt ?? null
  }
  const isGlass = roll(60) === 0
  const by = pick(
    PEOPLE.filter((name) => name !== plannedBy),
    roll,
    'Anna Approver',
  )
  const approval = { number: 1, kind: isGlass ? 'break-glass' : 'given', by, at: new Date(createdAt + 300_000) }
  const about = { number, status, fromVersion, toVersion, createdBy: plannedBy }
  return {
    job: { id, installationId, planJson, planHash, createdAt: new Date(createdAt), revision: 40, ...about },
    runs: runs.map(({ row }) => row),
    attempts: runs.flatMap(({ attempts }) => attempts),
    facts: Object.entries(times).flatMap(([name, at]) => (at === null ? [] : [{ jobId: id, name, valueJson: JSON.stringify(at), at }])),
    approvals: [{ id: `${id}-a`, jobId: id, planHash, byId: `user-${by}`, ...approval }],
    journal: {
      ...about,
      times,
      undone: [],
      approvals: [{ ...approval, isVoid: false }],
      runs: runs.map(({ about: one, attempts }) => ({ ...one, attempts })),
    },
  }
}

async function installationsOf(store: Store, count: number): Promise<string[]> {
  const data = Array.from({ length: count }, (_, index) => ({
    id: `installation-${index}`,
    name: `oms-${String(index).padStart(2, '0')}`,
    edition: 'enterprise',
    version: '3.4.0',
    metaDbJson: '{"host":"10.0.0.9","port":2883,"user":"oms"}',
    metaPasswordEnc: '',
    databasesJson: '{"rm":"rm","cm":"cm","heartbeats":["hb"]}',
    consoleDriver: 'metadb',
    consoleUrl: 'http://10.0.0.5:8089',
    consoleUser: '',
    consolePasswordEnc: '',
    backupFolder: '/backups',
  }))
  await store.installation.createMany({ data })
  return data.map(({ id }) => id)
}

/** Fills an empty store with jobs as years of upgrades leave them: runs, attempts, facts, approvals, and some rolled back. */
export async function seedJobs(store: Store, { jobs, installations = 25, batch = 2000 }: Seed): Promise<void> {
  const ids = await installationsOf(store, installations)
  // Plans of real jobs are about this long; a list that reads them is slow.
  const planJson = JSON.stringify({ steps: [], filler: 'x'.repeat(8_000) })
  for (let first = 1; first <= jobs; first += batch) {
    const made = Array.from({ length: Math.min(batch, jobs - first + 1) }, (_, index) => {
      const number = first + index
      return make(number, ids[dice(number * 7)(ids.length)] ?? 'installation-0', planJson)
    })
    const summaries = made.map(({ job, journal }) => ({
      jobId: job.id ?? '',
      revision: 40,
      number: journal.number,
      installationId: job.installationId,
      fromVersion: journal.fromVersion,
      toVersion: journal.toVersion,
      plannedBy: journal.createdBy,
      plannedAt: new Date(job.createdAt ?? 0),
      ...jobSummary(journal),
    }))
    const terms = made.flatMap(({ journal }) => [
      ...peopleOf(journal).map((value) => ({ kind: 'person', value, number: journal.number })),
      ...[journal.fromVersion, journal.toVersion].map((value) => ({ kind: 'version', value, number: journal.number })),
    ])
    await store.$transaction(
      async (tx) => {
        await insertRows(
          tx,
          'UpgradeJob',
          made.map(({ job }) => job),
        )
        await insertRows(
          tx,
          'Run',
          made.flatMap(({ runs }) => runs),
        )
        await insertRows(
          tx,
          'StepAttempt',
          made.flatMap(({ attempts }) => attempts),
        )
        await insertRows(
          tx,
          'Fact',
          made.flatMap(({ facts }) => facts),
        )
        await insertRows(
          tx,
          'Approval',
          made.flatMap(({ approvals }) => approvals),
        )
        await insertRows(tx, 'JobSummary', summaries)
        await insertRows(tx, 'JobTerm', terms)
      },
      { timeout: 120_000 },
    )
  }
}
