import type { Plan } from '../contract/plan.ts'
import { type Said, say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { transact } from '../db/transact.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { actsOf, planHash } from '../domain/plan-hash.ts'
import { OperatorError } from '../errors.ts'
import { planOptions } from '../procedure/plan-options.ts'
import type { StartReadingFacts } from '../queries/start-facts.ts'
import { draftPlan } from './draft-plan.ts'
import type { ServiceContext } from './service-context.ts'
import { voidApprovals } from './void-approvals.ts'

/** Parts of a plan, by the names that `approvals.because.worldChanged` has words for in each language. */
const PARTS: Record<Exclude<keyof Plan, 'downtimeSeconds' | 'weakProofs' | 'metaDb' | 'tools'>, string> = {
  installation: 'installation',
  node: 'node',
  from: 'version',
  to: 'image',
  databases: 'databases',
  consoleDriver: 'driver',
  storeRecovery: 'stores',
  backupFolder: 'backups',
  steps: 'commands',
  diff: 'settings',
  confirmed: 'confirmations',
  wayBack: 'wayBack',
}

/** What of a part counts for whether it differs. */
function counted(plan: Plan, part: keyof typeof PARTS): unknown {
  switch (part) {
    case 'steps':
      return actsOf(plan)
    case 'wayBack':
      return plan.wayBack?.way
    default:
      return plan[part]
  }
}

/** For each part whether it differs. */
function differing(before: Plan, after: Plan): Record<string, 'yes' | 'no'> {
  const text = (plan: Plan, part: keyof typeof PARTS) => canonicalJson(counted(plan, part))
  const parts = Object.keys(PARTS) as (keyof typeof PARTS)[]
  return Object.fromEntries(parts.map((part) => [PARTS[part], text(before, part) === text(after, part) ? 'no' : 'yes']))
}

/** The plan without what plans did not say when the stored one was made: its way back was judged by the rights of then, and not noted. */
function comparable(now: Plan, stored: Plan): Plan {
  if (stored.wayBack !== undefined) return now
  const { wayBack: _, ...rest } = now
  return rest
}

/** What is not as it was when the plan was made; null where everything is. Codes: those of the ports, unavailable. */
async function changeOfWorld(context: ServiceContext, { row }: StartReadingFacts): Promise<Said | null> {
  const plan = fromJson<Plan>(row.planJson)
  const { id, name } = plan.node.oldContainer
  if ((await context.world.docker.container(id)) === 'missing') return say('approvals.because.containerGone', { name })
  const draft = await draftPlan(context, { installationId: row.installationId, options: planOptions(plan) })
  if (draft.plan === null) {
    // "Cannot tell" is never "changed", and never "the same".
    const blocking = draft.findings.find(({ level }) => level === 'blocking')
    throw new OperatorError('unavailable', say('approvals.cannotTell'), blocking === undefined ? {} : { hint: blocking.title })
  }
  if (draft.planHash === row.planHash) return null
  const now = comparable(draft.plan, plan)
  if (planHash(now) === row.planHash) return null
  return say('approvals.because.worldChanged', differing(plan, now))
}

/**
 * Reads the world again and compares it with what the plan was made from. On a difference every approval of the plan is void, which
 * stays even though the command is refused. Codes: conflict, unavailable, those of the ports.
 */
export async function requireSameWorld(context: ServiceContext, facts: StartReadingFacts): Promise<void> {
  const { store, world, actor } = context
  const because = await changeOfWorld(context, facts)
  if (because === null) return
  const { id: jobId, installationId } = facts.row
  await transact(store, async (tx) => {
    const approvals = await tx.approval.findMany({ where: { jobId, voidedAt: null, kind: { not: 'refused' }, job: { status: 'planned' } } })
    await voidApprovals(tx, { jobId, installationId, approvals, because: () => because, at: world.clock.now(), noticedBy: actor })
  })
  throw new OperatorError('conflict', because, { hint: say('approvals.planAnew') })
}
