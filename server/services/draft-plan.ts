import type { Finding } from '../contract/finding.ts'
import type { PlanDraft, PlanInput } from '../contract/plan.ts'
import { planHash } from '../domain/plan-hash.ts'
import { makePlan } from '../procedure/make-plan.ts'
import { runPreflight } from '../procedure/preflight/run-preflight.ts'
import { readStepTimes } from '../queries/read-step-times.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** A container's label may name a job of another panel: only one that was rolled back here can be put right on its page. */
async function withKnownJobs({ store }: ServiceContext, findings: Finding[]): Promise<Finding[]> {
  const named = findings.flatMap(({ jobId }) => jobId ?? [])
  const rows = await store.upgradeJob.findMany({ where: { id: { in: named }, status: 'rolled-back' }, select: { id: true } })
  const known = new Set(rows.map(({ id }) => id))
  return findings.map(({ jobId, ...finding }) => (jobId !== undefined && known.has(jobId) ? { ...finding, jobId } : finding))
}

/** Looks at the world and shows what would be done; stores and changes nothing. */
export async function draftPlan(context: ServiceContext, { installationId, options }: PlanInput): Promise<PlanDraft> {
  const installation = await openInstallation(context, installationId)
  const preflight = await runPreflight({ world: context.world, installation, options })
  const { seen } = preflight
  const findings = await withKnownJobs(context, preflight.findings)
  const archive = options.image.kind === 'archive' ? await context.world.images.path(options.image.file).catch(() => null) : null
  const earlier = await readStepTimes(context.store, installationId)
  const plan = makePlan({ installation, options, seen, archive, earlier })
  const unconfirmed = findings
    .filter((finding) => finding.level === 'confirm' && !options.confirmed.includes(finding.id))
    .map((finding) => finding.id)
  return { findings, plan, planHash: plan === null ? null : planHash(plan), unconfirmed }
}
