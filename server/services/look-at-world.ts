import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { readVersion } from '../contract/versions.ts'
import type { ContainerRole, SeenContainer, WorldReading } from '../contract/world.ts'
import { fromJson } from '../db/json.ts'
import { readHaConfig } from '../domain/ha-config.ts'
import { parseImageReference } from '../domain/image-reference.ts'
import { type Asked, judgeWorld, type WorldSeen } from '../domain/world-look.ts'
import { OperatorError } from '../errors.ts'
import { allDatabases } from '../procedure/all-databases.ts'
import { looksLikeOms } from './list-containers.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

const PATIENCE_MS = 10_000

async function asked<T>(work: Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await work }
  } catch (cause) {
    if (!(cause instanceof OperatorError)) return { ok: false, said: say('world.unread') }
    const { said, raw } = cause.problem
    return raw === undefined ? { ok: false, said } : { ok: false, said, raw }
  }
}

function tagVersion(image: string): string | null {
  try {
    return readVersion(parseImageReference(image).tag ?? '')
  } catch {
    return null
  }
}

interface Known {
  plan: Plan
  newId: string | null
}

/** The containers of the job, found by id, and whatever else on the engine looks like OMS. */
async function readContainers({ world }: ServiceContext, { plan, newId }: Known): Promise<SeenContainer[]> {
  const { oldContainer, newContainerName } = plan.node
  const roleOf = (id: string, name: string): ContainerRole =>
    id === oldContainer.id ? 'old' : newId === null ? (name === newContainerName ? 'new' : 'other') : id === newId ? 'new' : 'other'
  const versions: Record<ContainerRole, (image: string) => string | null> = {
    old: () => plan.from.version,
    new: () => plan.to.version,
    other: tagVersion,
  }
  return (await world.docker.listContainers()).flatMap(({ id, name, image, state }) => {
    const role = roleOf(id, name)
    return role === 'other' && !looksLikeOms(image) ? [] : [{ id, name, image, state, role, version: versions[role](image) }]
  })
}

async function readMetaDb({ world }: ServiceContext, installation: Awaited<ReturnType<typeof openInstallation>>) {
  const metaDb = await world.metaDbs.open(installation.metaDb)
  try {
    const wanted = allDatabases(installation.databases)
    const existing = await metaDb.existing(wanted)
    const sizes = await metaDb.sizes(existing)
    const { rm } = installation.databases
    const hasRm = existing.includes(rm)
    const text = hasRm ? await metaDb.parameter(rm, 'ha.config').catch(() => 'missing' as const) : 'missing'
    return {
      wanted,
      existing,
      emptyDatabases: sizes.filter(({ tables }) => tables === 0).map(({ database }) => database),
      schema: hasRm ? await metaDb.schemaVersion(rm) : ('unknown' as const),
      ha: text === 'missing' ? null : readHaConfig(text).enabled,
    }
  } finally {
    await metaDb.close()
  }
}

/** Looks at the engine, the MetaDB and the console of a job now, and says what that proves. Changes nothing. Codes: not-found, unavailable. */
export async function lookAtWorld(context: ServiceContext, jobId: string): Promise<WorldReading> {
  const { store, world } = context
  const row = await store.upgradeJob.findUnique({
    where: { id: jobId },
    include: { facts: { where: { name: { in: ['newContainerId', 't1'] } } } },
  })
  if (row === null) throw new OperatorError('not-found', say('errors.noJob'))
  const installation = await openInstallation(context, row.installationId)
  const plan = fromJson<Plan>(row.planJson)
  const fact = (name: string) => row.facts.find((entry) => entry.name === name)
  const newId = fact('newContainerId')
  const known: Known = { plan, newId: newId === undefined ? null : fromJson<string>(newId.valueJson) }
  const [containers, metaDb, console] = await Promise.all([
    asked(readContainers(context, known)),
    asked(readMetaDb(context, installation)),
    asked(world.consoles.health(installation.console.url, AbortSignal.timeout(PATIENCE_MS))),
  ])
  const seen: WorldSeen = {
    at: world.clock.now().toISOString(),
    job: { number: row.number, from: row.fromVersion, wasStopped: fact('t1') !== undefined, oldName: plan.node.oldContainer.name },
    containers,
    metaDb,
    console,
    consoleUrl: installation.console.url,
  }
  return judgeWorld(seen)
}
