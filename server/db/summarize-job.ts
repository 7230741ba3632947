import type { DownWindow } from '../contract/job.ts'
import { type JobJournal, jobSummary, peopleOf } from '../domain/job-summary.ts'
import type { Prisma } from './generated/client.ts'
import { fromJson } from './json.ts'
import type { Store, Transaction } from './open-store.ts'
import { RUN_ENDS } from './run-ends.ts'

const TIMES = ['t1', 't2', 't3', 'undoneWindows']

const JOURNAL = {
  id: true,
  revision: true,
  number: true,
  installationId: true,
  status: true,
  fromVersion: true,
  toVersion: true,
  createdBy: true,
  createdAt: true,
  approvals: { select: { kind: true, by: true, voidedAt: true }, orderBy: { number: 'asc' } },
  facts: { where: { name: { in: TIMES } }, select: { name: true, valueJson: true } },
  runs: {
    select: { ...RUN_ENDS, startedBy: true, startedAt: true, endedAt: true, reason: true },
  },
} satisfies Prisma.UpgradeJobSelect

function read(store: Store | Transaction, jobId: string) {
  return store.upgradeJob.findUniqueOrThrow({ where: { id: jobId }, select: JOURNAL })
}

function journalOf({ approvals, facts, ...job }: Awaited<ReturnType<typeof read>>): JobJournal {
  const time = (name: string) => {
    const fact = facts.find((one) => one.name === name)
    const at = new Date(fact === undefined ? Number.NaN : fromJson<string>(fact.valueJson))
    return Number.isNaN(at.getTime()) ? null : at
  }
  const undone = facts.find(({ name }) => name === 'undoneWindows')
  return {
    ...job,
    approvals: approvals.map(({ voidedAt, ...approval }) => ({ ...approval, isVoid: voidedAt !== null })),
    times: { t1: time('t1'), t2: time('t2'), t3: time('t3') },
    undone: undone === undefined ? [] : fromJson<DownWindow[]>(undone.valueJson),
  }
}

/** The row of JobSummary and the terms as the journal says now; what `summarizeJob` keeps. */
export async function deriveSummary(store: Store | Transaction, jobId: string) {
  const job = await read(store, jobId)
  const journal = journalOf(job)
  const { revision, number, installationId, fromVersion, toVersion } = job
  const about = { revision, number, installationId, fromVersion, toVersion, plannedBy: job.createdBy, plannedAt: job.createdAt }
  const people = peopleOf(journal).map((value) => ({ kind: 'person', value, number }))
  const versions = [...new Set([fromVersion, toVersion])].map((value) => ({ kind: 'version', value, number }))
  return { summary: { jobId, ...about, ...jobSummary(journal) }, terms: [...people, ...versions] }
}

/** Brings what history shows of this job to what its journal says. Called at the end of every transaction that changes a job. */
export async function summarizeJob(tx: Transaction, jobId: string): Promise<void> {
  const before = await tx.jobSummary.findUnique({ where: { jobId }, select: { searchText: true } })
  const { summary, terms } = await deriveSummary(tx, jobId)
  await tx.jobSummary.upsert({ where: { jobId }, create: summary, update: summary })
  // Whatever is a term is in the search text too.
  if (before?.searchText === summary.searchText) return
  await tx.jobTerm.deleteMany({ where: { number: summary.number } })
  await tx.jobTerm.createMany({ data: terms })
}
