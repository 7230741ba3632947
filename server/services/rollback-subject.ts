import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { wayBack } from '../domain/way-back.ts'
import { OperatorError } from '../errors.ts'
import { type Facts, type FactValues, readFact } from '../procedure/facts.ts'
import { restoreNeeded } from '../procedure/restore-needed.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

/** A job as a rollback sees it, read without a lease. Codes: not-found, conflict where a backup is needed and none is noted. */
export async function rollbackSubject(context: Pick<ServiceContext, 'store' | 'cipher' | 'world'>, jobId: string) {
  const { store, world } = context
  const row = await store.upgradeJob.findUnique({ where: { id: jobId }, include: { facts: true } })
  if (row === null) throw new OperatorError('not-found', say('errors.noJob'))
  const facts: Pick<Facts, 'get'> = {
    async get(name) {
      const fact = row.facts.find((entry) => entry.name === name)
      return fact === undefined ? undefined : readFact(name, fromJson<FactValues[typeof name]>(fact.valueJson))
    },
  }
  const job = { id: row.id, number: row.number }
  const installation = await openInstallation(context, row.installationId)
  const backup = await restoreNeeded({ world, job, facts: facts as Facts })
  const plan = fromJson<Plan>(row.planJson)
  const way = wayBack({ mayHaveChanged: backup !== null, canSwap: plan.wayBack?.way !== 'drop-and-restore', insistsOnDrop: false })
  return { job, facts, installation, backup, plan, way }
}
