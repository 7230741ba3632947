import type { ServerStatus, ServersReading } from '../contract/job.ts'
import { say } from '../contract/said.ts'
import { fromJson } from '../db/json.ts'
import { livingServers } from '../domain/living-servers.ts'
import { OperatorError } from '../errors.ts'
import type { FactName, FactValues } from '../procedure/facts.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import { withMetaDb } from '../procedure/with-connection.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'

type Since = FactValues['serversSince']

interface Options {
  /** Keeps the heartbeats that an OMS found when it was started. Only the watcher of the job does; readers compare with what it kept. */
  keepSince?: (since: Since) => Promise<void>
}

/** The servers of a job's installation as its driver sees them now, or why they cannot be seen. Codes: not-found. */
export async function readServers(context: ServiceContext, jobId: string, options: Options = {}): Promise<ServersReading> {
  const { store, world } = context
  const job = await store.upgradeJob.findUnique({ where: { id: jobId }, select: { installationId: true } })
  if (job === null) throw new OperatorError('not-found', say('errors.noJob'))
  const installation = await openInstallation(context, job.installationId)
  const { driver } = installation.console
  const at = world.clock.now().toISOString()
  try {
    const console = await world.consoles.open({ ...installation.console, isWatching: true })
    try {
      const servers = await console.servers(AbortSignal.timeout(8000))
      return { ok: true, at, driver, servers: await living(context, jobId, installation, servers, options) }
    } finally {
      await console.close()
    }
  } catch (cause) {
    if (!(cause instanceof OperatorError)) return { ok: false, at, driver, reason: say('errors.serversUnreadable') }
    const { said, raw } = cause.problem
    return { ok: false, at, driver, reason: said, ...(raw === undefined ? {} : { raw }) }
  }
}

/** The driver's word, without what it cannot know. Where the engine or the heartbeats cannot be read, its word is all there is. */
async function living(
  { store, world }: ServiceContext,
  jobId: string,
  installation: InstallationAccess,
  servers: ServerStatus[],
  { keepSince }: Options,
): Promise<ServerStatus[]> {
  const row = await store.upgradeJob.findUniqueOrThrow({
    where: { id: jobId },
    include: { facts: true, runs: { orderBy: { startedAt: 'asc' }, take: 1 } },
  })
  const fact = <Name extends FactName>(name: Name): FactValues[Name] | undefined => {
    const found = row.facts.find((entry) => entry.name === name)
    return found === undefined ? undefined : fromJson<FactValues[Name]>(found.valueJson)
  }
  try {
    const ids = [fact('newContainerId'), installation.node.containerId].filter((id) => id !== undefined)
    const containers = await Promise.all(ids.map((id) => world.docker.container(id)))
    const running = containers.find((container) => container !== 'missing' && container.state === 'running')
    const isRunning = running !== undefined && running !== 'missing'
    const startedAt = isRunning ? running.startedAt : null
    const begun = row.runs[0]?.startedAt
    const { hostIp } = installation.node
    if (!isRunning || startedAt === null || begun === undefined || startedAt < begun)
      return livingServers(servers, { hostIp, isRunning, since: null, beats: {} })
    const { beats } = await withMetaDb({ world, installation }, (metaDb) => metaDb.beats(installation.databases.heartbeats))
    const known = fact('serversSince')
    const isSame = known?.containerId === running.id && known.startedAt === startedAt.toISOString()
    if (!isSame) await keepSince?.({ containerId: running.id, startedAt: startedAt.toISOString(), beats })
    return livingServers(servers, { hostIp, isRunning, since: isSame ? known.beats : beats, beats })
  } catch (cause) {
    if (cause instanceof OperatorError) return servers
    throw cause
  }
}
