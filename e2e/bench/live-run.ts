import path from 'node:path'
import { sampleSnapshot } from '../../components/upgrade/sample-snapshot.ts'
import { say } from '../../server/contract/said.ts'
import { UPGRADE_STEP_IDS, type UpgradeStepId } from '../../server/contract/steps.ts'
import { openStore } from '../../server/db/open-store.ts'
import { createJournal } from '../../server/db/prisma-journal.ts'
import { createLeases } from '../../server/db/prisma-leases.ts'
import { startedJob } from '../../server/db/testing/started-job.ts'
import type { Journal } from '../../server/engine/journal.ts'
import type { Panel } from '../fixtures/panel.ts'
import { procedureOf } from '../fixtures/run-samples.ts'

const RENEW_MS = 5_000
const OWNER = 'bench'

export interface LiveRun {
  jobId: string
  databaseFile: string
  begin(stepId: UpgradeStepId): Promise<void>
  verifying(): Promise<void>
  settle(): Promise<void>
  log(stepId: UpgradeStepId, count: number): Promise<void>
  end(): Promise<void>
}

/** A run in the store of a running panel that this process executes: it writes what the engine writes, with a lease of its own. */
export async function liveRun(panel: Panel): Promise<LiveRun> {
  const databaseFile = path.join(panel.dataFolder, 'panel.db')
  const store = openStore(databaseFile)
  const now = () => new Date()
  // At once, or the panel finds a run that nobody executes and takes it.
  const run = await store.$transaction(async (tx) => {
    const { installationId, ...made } = await startedJob(tx)
    await tx.lease.create({ data: { installationId, runId: made.runId, owner: OWNER, fence: 1, renewals: 0 } })
    return { installationId, ...made }
  })
  const leases = createLeases(store)
  const lease = await leases.take(run, OWNER)
  if (lease === null) throw new Error('The panel took the run of the bench.')
  const plan = { ...sampleSnapshot().plan, steps: procedureOf(UPGRADE_STEP_IDS) }
  await store.upgradeJob.update({ where: { id: run.jobId }, data: { planJson: JSON.stringify(plan) } })
  const renewal = setInterval(() => void leases.renew(lease), RENEW_MS)
  const journal = createJournal(store, now)
  let open: Awaited<ReturnType<Journal['begin']>> | null = null
  const attempt = () => {
    if (open === null) throw new Error('No step of the bench has begun.')
    return open
  }
  let written = 0
  return {
    jobId: run.jobId,
    databaseFile,
    async begin(stepId) {
      open = await journal.begin(lease, stepId)
    },
    verifying: () => journal.verifying(lease, attempt()),
    settle: () => journal.settle(lease, attempt(), { status: 'succeeded', outcome: say('outcomes.haIsOff') }),
    async log(stepId, count) {
      const lines = Array.from({ length: count }, (_, index) => ({
        at: now(),
        stepId,
        attempt: null,
        stream: 'stdout' as const,
        text: `[INFO] alter table oms_step_${written + index} add column region_id bigint not null default 0`,
      }))
      written += count
      await journal.append(lease, lines)
    },
    async end() {
      clearInterval(renewal)
      await store.$disconnect()
    },
  }
}
