import type { Finding } from '../contract/finding.ts'
import type { PlanDraft, PlanInput } from '../contract/plan.ts'
import { planHash } from '../domain/plan-hash.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import { makePlan } from '../procedure/make-plan.ts'
import { finding, type Seen } from '../procedure/preflight/check.ts'
import { runPreflight } from '../procedure/preflight/run-preflight.ts'
import { scratchDatabases } from '../procedure/try-way-back.ts'
import { readStepTimes } from '../queries/read-step-times.ts'
import { closesFindingId, jobsToClose } from '../queries/start-facts.ts'
import { openInstallation, requireInUse } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'
import { sharingFindings } from './sharing-installations.ts'

/** A container's label may name a job of another panel: only one that ended on its old container here can be put right on its page. */
async function withKnownJobs({ store }: ServiceContext, findings: Finding[]): Promise<Finding[]> {
  const named = findings.flatMap(({ jobId }) => jobId ?? [])
  const rows = await store.upgradeJob.findMany({
    where: { id: { in: named }, status: { in: ['rolled-back', 'resolved'] } },
    select: { id: true },
  })
  const known = new Set(rows.map(({ id }) => id))
  return findings.map(({ jobId, ...finding }) => (jobId !== undefined && known.has(jobId) ? { ...finding, jobId } : finding))
}

/** What only the panel's own store knows: whose MetaDB it is, and which way back a start ends. */
async function ownFindings(
  context: ServiceContext,
  installation: InstallationAccess,
  { server }: Pick<Seen, 'server'>,
): Promise<Finding[]> {
  const { id, metaDb, databases } = installation
  const shared = await sharingFindings(context, { address: metaDb, identity: server?.identity ?? null, databases }, id)
  const closes = await jobsToClose(context.store, id)
  const newest = closes.at(-1)
  if (newest === undefined) return shared
  const params = { count: closes.length, jobs: closes.map(({ number }) => `#${number}`).join(', ') }
  return [...shared, finding(closesFindingId(newest.number), 'closesJob', 'confirm', { params })]
}

/** What a try of the way back would make, named as far as it is known before. */
function scratchOf({ metaDb, databases }: InstallationAccess): PlanDraft['scratch'] {
  return {
    account: metaDb.user,
    address: `${metaDb.host}:${metaDb.port}`,
    names: scratchDatabases(databases, () => '…').map(({ name }) => name),
  }
}

/** Looks at the world and shows what would be done; stores and changes nothing. */
export async function draftPlan(context: ServiceContext, { installationId, options }: PlanInput): Promise<PlanDraft> {
  await requireInUse(context.store, installationId)
  const installation = await openInstallation(context, installationId)
  // The page drafts at every change of the form: a stored password that the console refused is not sent each time.
  const watching = { ...installation, console: { ...installation.console, isWatching: true } }
  const preflight = await runPreflight({ world: context.world, installation: watching, options })
  const { seen } = preflight
  const findings = [...(await withKnownJobs(context, preflight.findings)), ...(await ownFindings(context, installation, seen))]
  const archive = options.image.kind === 'archive' ? await context.world.images.path(options.image.file).catch(() => null) : null
  const earlier = await readStepTimes(context.store, installationId)
  const plan = makePlan({ installation, options, seen, archive, earlier })
  const unconfirmed = findings
    .filter((finding) => finding.level === 'confirm' && !options.confirmed.includes(finding.id))
    .map((finding) => finding.id)
  return { findings, plan, planHash: plan === null ? null : planHash(plan), unconfirmed, scratch: scratchOf(installation) }
}
