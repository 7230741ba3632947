import type { HaConfigReading } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import type { StepId } from '../contract/steps.ts'
import { fromJson } from '../db/json.ts'
import { OperatorError } from '../errors.ts'
import type { Facts, FactValues } from '../procedure/facts.ts'
import { HA_CONFIG, type HaTarget, haAsBeforeTarget, haOffTarget, haOnAgainTarget, haOnTarget } from '../procedure/ha-targets.ts'
import { withMetaDb } from '../procedure/with-connection.ts'
import { readGateFacts } from '../queries/gate-facts.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** What ha.config is now and what the job's step wants of it, also between two attempts. Codes: not-found. */
export async function readHaConfigNow(context: ServiceContext, jobId: string): Promise<HaConfigReading> {
  const { store, world } = context
  const row = await store.upgradeJob.findUnique({ where: { id: jobId }, include: { facts: true } })
  const step = (await readGateFacts(store, jobId))?.step
  if (row === null) throw new OperatorError('not-found', say('errors.noJob'))
  const nothing = { at: world.clock.now().toISOString(), current: null, wanted: null, reason: null }
  const facts: Pick<Facts, 'get'> = {
    async get(name) {
      const fact = row.facts.find((entry) => entry.name === name)
      return fact === undefined ? undefined : fromJson<FactValues[typeof name]>(fact.valueJson)
    },
  }
  try {
    const target = step ? await targetOf(step.id, { world, facts, plan: fromJson<Plan>(row.planJson) }) : null
    if (target === null) return nothing
    const installation = await openInstallation(context, row.installationId)
    const current = await withMetaDb({ world, installation }, (metaDb) => metaDb.parameter(installation.databases.rm, HA_CONFIG))
    if (current === 'missing') return { ...nothing, reason: say('console.parameterMissing', { name: HA_CONFIG }) }
    return { ...nothing, current, wanted: wantedOf(target, current) }
  } catch (cause) {
    if (!(cause instanceof OperatorError)) throw cause
    return { ...nothing, reason: cause.problem.said }
  }
}

async function targetOf(stepId: StepId, known: Parameters<typeof haOnTarget>[0]): Promise<HaTarget | null> {
  if (stepId === 'ha-off' || stepId === 'rollback-ha-off') return haOffTarget
  if (stepId === 'ha-on') return await haOnTarget(known)
  if (stepId === 'undo-ha-on') return await haOnAgainTarget(known)
  return stepId === 'ha-as-before' ? await haAsBeforeTarget(known) : null
}

/** A text that is no JSON is shown as it is; what to do about it the step says. */
function wantedOf(target: HaTarget, current: string): string | null {
  try {
    return target.lacks(current) === null ? current : target.wanted(current)
  } catch {
    return null
  }
}
