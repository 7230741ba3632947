import type { JobRow, JobStatus } from '../contract/job.ts'
import { StepId } from '../contract/steps.ts'
import { fromJson } from '../db/json.ts'
import type { Store } from '../db/open-store.ts'

/** The newest jobs first. */
export async function listJobs(store: Store, { take, installationId }: { take: number; installationId?: string }): Promise<JobRow[]> {
  const rows = await store.upgradeJob.findMany({
    ...(installationId === undefined ? {} : { where: { installationId } }),
    orderBy: { number: 'desc' },
    take,
    select: {
      id: true,
      number: true,
      status: true,
      fromVersion: true,
      toVersion: true,
      createdAt: true,
      installation: { select: { id: true, name: true } },
      facts: { where: { name: { in: ['t1', 't2'] } } },
      runs: {
        orderBy: { startedAt: 'desc' },
        take: 1,
        select: { startedAt: true, endedAt: true, attempts: { orderBy: { startedAt: 'desc' }, take: 1, select: { stepId: true } } },
      },
    },
  })
  return rows.map(({ facts, runs, ...row }) => {
    const time = (name: string) => facts.filter((fact) => fact.name === name).map((fact) => Date.parse(fromJson<string>(fact.valueJson)))[0]
    const [t1, t2] = [time('t1'), time('t2')]
    const run = runs[0]
    const step = StepId.safeParse(run?.attempts[0]?.stepId)
    return {
      id: row.id,
      number: row.number,
      status: row.status as JobStatus,
      installation: row.installation,
      fromVersion: row.fromVersion,
      toVersion: row.toVersion,
      createdAt: row.createdAt.toISOString(),
      startedAt: run?.startedAt.toISOString() ?? null,
      endedAt: run?.endedAt?.toISOString() ?? null,
      downtimeSeconds: t1 === undefined || t2 === undefined ? null : Math.round((t2 - t1) / 1000),
      currentStep: step.success ? step.data : null,
    }
  })
}
