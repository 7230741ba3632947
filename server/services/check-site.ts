import type { ToolPair } from '../contract/dump-tools.ts'
import type { Finding } from '../contract/finding.ts'
import type { ConsoleDriver, ContainerReading } from '../contract/installation.ts'
import { DEFAULT_TLS } from '../contract/metadb-tls.ts'
import type { PlannedWayBack, PlanOptions } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { OperatorError } from '../errors.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import type { EngineInfo } from '../procedure/ports/engine.ts'
import type { MetaDbServer } from '../procedure/ports/metadb.ts'
import { runSiteChecks } from '../procedure/preflight/run-connection-checks.ts'
import { runPreflight } from '../procedure/preflight/run-preflight.ts'
import { looksLikeOms } from './list-containers.ts'
import { readContainer } from './read-container.ts'
import type { ServiceContext } from './service-context.ts'
import { proposedInstallation } from './test-connection.ts'

export interface SiteQuestion {
  /** Name of the OMS container; null where only one looks like OMS. */
  container: string | null
  /** Null and an empty password: what config.yaml says. */
  metaDb: { address: { host: string; port: number } | null; user: string | null; password: string }
  console: { driver: ConsoleDriver; url: string | null; user: string; password: string }
  backupFolder: string | null
  /** Version that runs, where the image's tag does not tell. */
  version: string | null
  /** The target of an upgrade, where there is one already. */
  target: Pick<PlanOptions, 'image' | 'toVersion' | 'newContainerName'> | null
}

export interface SiteReport {
  reading: ContainerReading
  installation: InstallationAccess
  findings: Finding[]
  /** Null: what a check before it needed could not be read. */
  engine: EngineInfo | null
  server: MetaDbServer | null
  wayBack: PlannedWayBack | null
  tools: ToolPair | null
}

/** Full id of the container with this name, or of the only running one that looks like OMS. Codes: not-found. */
async function findContainer({ world }: Pick<ServiceContext, 'world'>, name: string | null): Promise<string> {
  const all = await world.docker.listContainers()
  const alike = all.filter(({ image }) => looksLikeOms(image))
  const running = alike.filter(({ state }) => state === 'running')
  const wanted = name === null ? (running.length === 1 ? running : []) : all.filter((one) => one.name === name)
  const [found] = wanted
  if (found !== undefined) return found.id
  const names = (name === null && running.length > 1 ? running : all).map((one) => one.name).join(', ')
  const problem = name !== null ? say('site.noSuchContainer', { name }) : say(running.length > 1 ? 'site.severalOms' : 'site.noOms')
  throw new OperatorError('not-found', problem, { hint: say('site.containers', { count: all.length, names }) })
}

/** What adoption and plan would say of a site, with nothing stored and nothing changed. Codes: not-found, refused, bad-input, unavailable. */
export async function checkSite(
  context: Pick<ServiceContext, 'world' | 'backupFolder'>,
  { container, metaDb, console, backupFolder, version, target }: SiteQuestion,
): Promise<SiteReport> {
  const reading = await readContainer(context, await findContainer(context, container))
  const runs = version ?? reading.version
  if (runs === null) throw new OperatorError('bad-input', say('site.versionUnknown', { image: reading.image }))
  const installation = await proposedInstallation(context, {
    containerId: reading.id,
    name: reading.suggestedName,
    version: runs,
    edition: reading.edition,
    metaDb: {
      ...(metaDb.address ?? reading.metaDb),
      user: metaDb.user ?? reading.metaDb.user,
      password: metaDb.password,
      tls: DEFAULT_TLS,
    },
    console: { ...console, url: console.url ?? reading.consoleUrl, actions: null, calls: null },
    backupFolder: backupFolder ?? reading.backupFolder,
  })
  const subject = { world: context.world, installation }
  const { findings, seen } =
    target === null
      ? await runSiteChecks(subject)
      : await runPreflight({ ...subject, options: { ...target, storeRecovery: 'refetch-interval', confirmed: [] } })
  const { engine = null, server = null, wayBack = null, tools = null } = seen
  return { reading, installation, findings, engine, server, wayBack, tools }
}
