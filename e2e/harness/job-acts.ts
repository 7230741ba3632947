import { expect, vi } from 'vitest'
import type { DecideInput } from '../../server/contract/choice.ts'
import type { ConsoleDriver } from '../../server/contract/installation.ts'
import type { JobSnapshot, JobStatus } from '../../server/contract/job.ts'
import { readJob } from '../../server/queries/read-job.ts'
import { adoptInstallation } from '../../server/services/adopt-installation.ts'
import { decide } from '../../server/services/decide.ts'
import { draftPlan } from '../../server/services/draft-plan.ts'
import { planUpgrade } from '../../server/services/plan-upgrade.ts'
import { rollBack } from '../../server/services/roll-back.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import type { OmsState } from '../sandbox/state.ts'
import { adoptInput } from './adopt-input.ts'

const PATIENCE = { timeout: 150_000, interval: 300 }
const NEW_NAME = 'oms_340'

/** What people do with an installation and its jobs, on the panel's own services; waits as a person would. */
export function jobActs(services: ServiceContext) {
  const read = (jobId: string) => readJob(services.store, jobId, new Date())
  return {
    read,
    /** The OMS of an earlier test is gone, and its MetaDB is this one's. */
    async adopted(oms: OmsState, driver: ConsoleDriver): Promise<string> {
      const input = await adoptInput(services, oms, driver)
      await services.store.installation.updateMany({ data: { archivedAt: new Date() } })
      return (await adoptInstallation(services, { ...input, name: `${input.name} ${Date.now()}` })).id
    },
    /** Whatever only has to be confirmed is. */
    async planned(installationId: string, newContainerName = NEW_NAME): Promise<{ jobId: string; planHash: string }> {
      const image = { kind: 'archive' as const, file: 'oms_3.4.0.tar.gz' }
      const request = { image, newContainerName, toVersion: null, storeRecovery: 'refetch-interval' as const }
      const first = await draftPlan(services, { installationId, options: { ...request, confirmed: [] } })
      expect(first.findings.filter((finding) => finding.level === 'blocking')).toEqual([])
      const options = { ...request, confirmed: first.unconfirmed }
      const { planHash } = first.unconfirmed.length === 0 ? first : await draftPlan(services, { installationId, options })
      const planned = { installationId, options, planHash: planHash ?? '' }
      return { ...(await planUpgrade(services, planned)), planHash: planned.planHash }
    },
    async until(jobId: string, ...statuses: JobStatus[]): Promise<JobSnapshot> {
      return await vi.waitFor(async () => {
        const job = await read(jobId)
        expect(statuses, JSON.stringify(job.steps.find((step) => step.status === 'failed'))).toContain(job.status)
        return job
      }, PATIENCE)
    },
    choose: (
      { id: jobId, choices }: JobSnapshot,
      kind: DecideInput['kind'],
      { reason = '', confirmed = false }: { reason?: string; confirmed?: boolean } = {},
    ) => {
      const stepId = choices.find((choice) => choice.kind === kind)?.stepId ?? null
      return decide(services, { jobId, kind, stepId, reason, confirmed, inputs: {} })
    },
    rollBack: (jobId: string, reason: string, containerName = NEW_NAME) =>
      rollBack(services, { jobId, reason, containerName, skipSafetyDump: false }),
  }
}
