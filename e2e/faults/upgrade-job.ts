import { setTimeout as pause } from 'node:timers/promises'
import type { DecideInput } from '../../server/contract/choice.ts'
import type { ConsoleDriver } from '../../server/contract/installation.ts'
import type { JobSnapshot } from '../../server/contract/job.ts'
import type { PlanOptions } from '../../server/contract/plan.ts'
import { readJob } from '../../server/queries/read-job.ts'
import { adoptInstallation } from '../../server/services/adopt-installation.ts'
import { decide } from '../../server/services/decide.ts'
import { draftPlan } from '../../server/services/draft-plan.ts'
import { planUpgrade } from '../../server/services/plan-upgrade.ts'
import { rollBack } from '../../server/services/roll-back.ts'
import { startUpgrade } from '../../server/services/start-upgrade.ts'
import { adoptInput } from '../harness/adopt-input.ts'
import type { Panel } from './panel.ts'

export const OPTIONS: PlanOptions = {
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  newContainerName: 'oms_340',
  toVersion: null,
  storeRecovery: 'refetch-interval',
  confirmed: [],
}

/** Adopts the sandbox's OMS and plans its upgrade; nothing is started. */
export async function plannedJob(panel: Panel, driver: ConsoleDriver = 'console'): Promise<{ jobId: string; planHash: string }> {
  const { services, state } = panel
  if (state.oms === null) throw new Error('the sandbox has no OMS')
  const { id } = await adoptInstallation(services, await adoptInput(services, state.oms, driver))
  return await plannedWith(panel, id, OPTIONS)
}

export async function plannedWith(
  panel: Panel,
  installationId: string,
  options: PlanOptions,
): Promise<{ jobId: string; planHash: string }> {
  const { services } = panel
  const draft = await draftPlan(services, { installationId, options })
  const planHash = draft.planHash ?? ''
  const confirmed = [...options.confirmed, ...draft.unconfirmed]
  if (draft.unconfirmed.length > 0) return await plannedWith(panel, installationId, { ...options, confirmed })
  const { jobId } = await planUpgrade(services, { installationId, options, planHash })
  return { jobId, planHash }
}

export async function startedJob(panel: Panel, driver?: ConsoleDriver): Promise<string> {
  const planned = await plannedJob(panel, driver)
  await startUpgrade(panel.services, planned)
  return planned.jobId
}

export const snapshot = ({ services }: Panel, jobId: string): Promise<JobSnapshot> => readJob(services.store, jobId, new Date())

/** Waits until nobody works on the job any more; throws after the limit with what it was doing. */
export async function stopped(panel: Panel, jobId: string, seconds: number): Promise<JobSnapshot> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const job = await snapshot(panel, jobId)
    if (job.run !== null && job.run.status !== 'running') return job
    if (Date.now() > end) {
      const open = job.steps.find(({ status }) => status !== 'succeeded')
      throw new Error(`still ${job.status} after ${seconds} s at ${open?.id} ${open?.status}`)
    }
    await pause(100)
  }
}

/** The step that waits for a decision; null where none does. */
export function stoppedAt(job: JobSnapshot) {
  return job.status === 'needs-decision' ? (job.steps.find(({ status }) => status === 'failed' || status === 'interrupted') ?? null) : null
}

export async function choose(
  { services }: Panel,
  job: JobSnapshot,
  kind: DecideInput['kind'],
  inputs: DecideInput['inputs'] = {},
): Promise<void> {
  const stepId = job.choices.find((choice) => choice.kind === kind)?.stepId ?? null
  await decide(services, { jobId: job.id, kind, stepId, reason: 'fault suite', confirmed: true, inputs })
}

export async function beginRollback({ services }: Panel, jobId: string): Promise<void> {
  const agreed = { reason: 'fault suite', containerName: OPTIONS.newContainerName, dropsConfirmed: true }
  await rollBack(services, { jobId, skipSafetyDump: false, ...agreed })
}
