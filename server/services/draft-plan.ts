import type { PlanDraft, PlanInput } from '../contract/plan.ts'
import { planHash } from '../domain/plan-hash.ts'
import { makePlan } from '../procedure/make-plan.ts'
import { runPreflight } from '../procedure/preflight/run-preflight.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** Looks at the world and shows what would be done; stores and changes nothing. */
export async function draftPlan(context: ServiceContext, { installationId, options }: PlanInput): Promise<PlanDraft> {
  const installation = await openInstallation(context, installationId)
  const { findings, seen } = await runPreflight({ world: context.world, installation, options })
  const archive = options.image.kind === 'archive' ? await context.world.images.path(options.image.file).catch(() => null) : null
  const plan = makePlan({ installation, options, seen, archive })
  const unconfirmed = findings
    .filter((finding) => finding.level === 'confirm' && !options.confirmed.includes(finding.id))
    .map((finding) => finding.id)
  return { findings, plan, planHash: plan === null ? null : planHash(plan), unconfirmed }
}
