import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import type { LeftoverFacts } from '../domain/leftover-gate.ts'
import { OperatorError } from '../errors.ts'
import type { DockerReader } from '../procedure/ports/engine.ts'
import { readGateFacts } from '../queries/gate-facts.ts'

interface LeftoverSubject {
  id: string
  installationId: string
  facts: LeftoverFacts
}

/** The container that a job created, by the id that it noted: a name or a label could be another container's. Null: it is gone. */
export async function leftoverSubject(
  { docker }: { docker: DockerReader },
  store: Store | Transaction,
  jobId: string,
): Promise<LeftoverSubject | null> {
  const row = await store.upgradeJob.findUnique({ where: { id: jobId }, include: { facts: { where: { name: 'newContainerId' } } } })
  const gate = row === null ? null : await readGateFacts(store, jobId)
  if (row === null || gate === null) throw new OperatorError('not-found', say('errors.noJob'))
  const noted = row.facts[0]
  if (noted === undefined) return null
  const id = fromJson<string>(noted.valueJson)
  const container = await docker.container(id)
  if (container === 'missing') return null
  const user = await store.node.findFirst({ where: { containerId: id }, select: { installation: { select: { name: true } } } })
  const plannedName = fromJson<Plan>(row.planJson).node.newContainerName
  const newName = `${plannedName}_rolled_back_${row.number}`
  return {
    id,
    installationId: row.installationId,
    facts: {
      job: gate.job,
      busyWith: gate.busyWith,
      container: { name: container.name, status: container.state },
      plannedName,
      newName,
      isNewNameTaken: (await docker.container(newName)) !== 'missing',
      usedBy: user?.installation.name ?? null,
    },
  }
}
